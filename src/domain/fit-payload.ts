/** What a receiver is asked to take at most, in bytes of JSON. */
const maxBytes = 20_000;

/** How long texts and lists may be, the milder bound first. */
const bounds = [2000, 500, 100, 20, 5] as const;

/**
 * A message as JSON of less than 20 kB. In one that is longer, long texts end in `…` and long lists end early; its `data` then
 * says `truncated`.
 */
export function fitPayload<T extends { readonly data: Readonly<Record<string, unknown>> }>(message: T): string {
  const whole = JSON.stringify(message);
  if (bytes(whole) < maxBytes) return whole;
  for (const bound of bounds) {
    const text = JSON.stringify({ ...message, data: { ...shortenMembers(message.data, bound), truncated: true } });
    if (bytes(text) < maxBytes) return text;
  }
  return JSON.stringify({ ...message, data: { truncated: true } });
}

function shortenMembers(value: object, bound: number): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, shorten(each, bound)]));
}

function shorten(value: unknown, bound: number): unknown {
  if (typeof value === 'string') return value.length > bound ? `${value.slice(0, bound).toWellFormed()}…` : value;
  if (Array.isArray(value)) return value.slice(0, bound).map((each) => shorten(each, bound));
  return typeof value === 'object' && value !== null ? shortenMembers(value, bound) : value;
}

function bytes(text: string): number {
  return new TextEncoder().encode(text).length;
}
