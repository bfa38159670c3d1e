/** Those of the fields in which two states of a thing differ: what they were, and what they are. */
export function differences<T extends object>(before: T, after: T, fields: readonly (keyof T & string)[]) {
  const changed = fields.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
  return {
    before: Object.fromEntries(changed.map((field) => [field, before[field]])),
    after: Object.fromEntries(changed.map((field) => [field, after[field]])),
  };
}
