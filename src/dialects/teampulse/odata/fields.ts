import type { FieldCatalogue, Typed } from '../../../domain/filter.ts';

/** A field as the core names it. */
export interface NamedField extends Typed {
  readonly field: string;
}

/**
 * The names under which a resource's fields may be queried, in any letter case. A name `fields/X` is also reached as
 * `fields.X` and, unless a top-level member is called so, as plain `X`.
 */
export interface FieldNames {
  /** The field of a path written in a query, or null. A custom field that nobody made yet is `absent` from every row. */
  readonly find: (path: readonly string[]) => NamedField | 'absent' | null;
  /** The known name that looks most like a path nobody knows, or null when none comes near. */
  readonly nearest: (path: readonly string[]) => string | null;
}

/** Names that are longer resemble nothing; comparing them would only take time. */
const longestName = 128;
const nested = 'fields/';
/** How TeamPulse names custom fields. */
const custom = /^(?:fields\/)?tp_.+_cf$/;

/** `names`: TeamPulse's name → ours. Throws when ours is not in the catalogue. */
export function createFieldNames(catalogue: FieldCatalogue, names: Readonly<Record<string, string>>): FieldNames {
  const known = new Map<string, NamedField>();
  for (const [name, field] of Object.entries(names)) {
    const typed = catalogue[field];
    if (typed === undefined) throw new Error(`${name} stands for ${field}, which the catalogue does not have`);
    known.set(name.toLowerCase(), { field, type: typed.type, nullable: typed.nullable });
  }
  const takesCustom = [...known.keys()].some((name) => name.startsWith(nested));
  return {
    find: (path) => {
      const name = path.join('/').toLowerCase();
      const found = known.get(name) ?? (path.length === 1 ? known.get(nested + name) : undefined);
      return found ?? (takesCustom && custom.test(name) ? 'absent' : null);
    },
    nearest: (path) => nearestName(path.join('/'), Object.keys(names)),
  };
}

/** The candidate with the fewest edits, when those are no more than half of the name's letters. */
export function nearestName(name: string, candidates: readonly string[]): string | null {
  if (name.length > longestName) return null;
  let best: string | null = null;
  let fewest = Math.floor(name.length / 2) + 1;
  for (const candidate of candidates) {
    const edits = distance(name.toLowerCase(), candidate.toLowerCase());
    if (edits >= fewest) continue;
    best = candidate;
    fewest = edits;
  }
  return best;
}

/** Levenshtein distance. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
