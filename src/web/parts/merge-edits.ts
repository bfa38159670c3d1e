/** A field that two people have changed differently since it was read. */
export interface Conflict<K extends string, V> {
  readonly field: K;
  readonly mine: V;
  readonly theirs: V;
}

/** What comes of an edit when the thing has been changed by somebody else meanwhile. */
export interface Merged<K extends string, V> {
  /** What is still to be changed on top of theirs, as far as nobody has to decide. */
  readonly changes: Readonly<Partial<Record<K, V>>>;
  readonly conflicts: readonly Conflict<K, V>[];
}

/**
 * Merges an edit field by field: what only one side has changed is taken from that side; what both have changed to the same
 * is no matter; what both have changed differently has to be decided.
 */
export function mergeEdits<K extends string, V>(
  fields: readonly K[],
  base: Readonly<Record<K, V>>,
  mine: Readonly<Record<K, V>>,
  theirs: Readonly<Record<K, V>>,
): Merged<K, V> {
  const changes: Partial<Record<K, V>> = {};
  const conflicts: Conflict<K, V>[] = [];
  for (const field of fields) {
    if (mine[field] === base[field] || mine[field] === theirs[field]) continue;
    if (theirs[field] === base[field]) changes[field] = mine[field];
    else conflicts.push({ field, mine: mine[field], theirs: theirs[field] });
  }
  return { changes, conflicts };
}
