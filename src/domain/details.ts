/**
 * What callers say of a thing beside what the core knows of it: kept as said, under the names that they use, and of no
 * meaning to anything here. Plain JSON.
 */
export type Details = Readonly<Record<string, unknown>>;

/** Details after a change: what is null is let go, what is not mentioned stays. */
export function changedDetails(before: Details, change: Details | undefined): Details {
  if (change === undefined) return before;
  return Object.fromEntries(Object.entries({ ...before, ...change }).filter(([, value]) => value !== null));
}

/** Reads details as they are stored. */
export function readDetails(text: string): Details {
  const details: Details = JSON.parse(text);
  return details;
}
