/** What an event holds: the version that it led to, by field the value before and the one after, and whatever else. */
export function readEventData(data: Readonly<Record<string, unknown>>): {
  readonly version: unknown;
  readonly changes: Record<string, [unknown, unknown]>;
  readonly details: Readonly<Record<string, unknown>>;
} {
  const { version, changes, before, after, ...details } = data;
  return { version, changes: changes === undefined ? pairs(before, after) : pairsIn(changes), details };
}

function pairs(before: unknown, after: unknown): Record<string, [unknown, unknown]> {
  const earlier = new Map(Object.entries(before ?? {}));
  return Object.fromEntries(Object.entries(after ?? {}).map(([field, value]) => [field, [earlier.get(field), value]]));
}

function pairsIn(changes: unknown): Record<string, [unknown, unknown]> {
  return Object.fromEntries(
    Object.entries(changes ?? {}).flatMap(([field, pair]: [string, unknown]) =>
      Array.isArray(pair) ? [[field, [pair[0], pair[1]]]] : [],
    ),
  );
}
