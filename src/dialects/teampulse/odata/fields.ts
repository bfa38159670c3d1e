import { customReference } from '../../../domain/custom-fields.ts';
import type { Expression, Typed } from '../../../domain/filter.ts';

/** A field as the core names it. */
export interface NamedField extends Told {
  readonly field: string;
}

/** What a field holds; `expression`: what it is made of, when the core has no such field. */
interface Told extends Typed {
  readonly expression?: Expression;
}

/**
 * The names under which a resource's fields may be queried, in any letter case. A name `fields/X` is also reached as
 * `fields.X` and, unless a top-level member is called so, as plain `X`.
 */
export interface FieldNames {
  /** The field of a path written in a query, or null. A custom field need not be there: it is null then. */
  readonly find: (path: readonly string[]) => NamedField | null;
  /** The known name that looks most like a path nobody knows, or null when none comes near. */
  readonly nearest: (path: readonly string[]) => string | null;
}

/** Names that are longer resemble nothing; comparing them would only take time. */
const longestName = 128;
const nested = 'fields/';
const custom = /^(?:fields\/)?(tp_[\p{L}\p{N}_]+_cf)$/u;

/** Whether a custom field may be called so. */
export function isCustomName(name: string): boolean {
  return name.length <= longestName && custom.test(name.toLowerCase()) && !name.includes('/');
}

/** `names`: TeamPulse's name → ours. Throws when ours is not in the catalogue. */
export function createFieldNames(
  catalogue: Readonly<Record<string, Told>>,
  names: Readonly<Record<string, string>>,
): FieldNames {
  const known = new Map<string, NamedField>();
  for (const [name, field] of Object.entries(names)) {
    const typed = catalogue[field];
    if (typed === undefined) throw new Error(`${name} stands for ${field}, which the catalogue does not have`);
    known.set(name.toLowerCase(), { ...typed, field });
  }
  const takesCustom = [...known.keys()].some((name) => name.startsWith(nested));
  return {
    find: (path) => {
      const name = path.join('/').toLowerCase();
      const found = known.get(name) ?? (path.length === 1 ? known.get(nested + name) : undefined);
      const customName = takesCustom ? custom.exec(name)?.[1] : undefined;
      return found ?? (customName === undefined ? null : customReference(customName, 'text'));
    },
    nearest: (path) => {
      const plain = Object.keys(names).map((name) => (path.length === 1 ? name.replace(nested, '') : name));
      return nearestName(path.join('/'), plain);
    },
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
