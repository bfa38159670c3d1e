import { type FilterField, findById, findByName, type LookupKind, textField } from './fields.ts';
import type { ConditionNode, Operand, ParsedQuery, SyntaxNode } from './syntax-tree.ts';

/** A name in a query that stored data must explain. */
export interface NameToFind {
  readonly kind: LookupKind;
  /** As written: an id, a key, a login or a name, in any letter case. */
  readonly text: string;
  /** Where the name stands first. */
  readonly at: number;
}

/**
 * What the names came to: for each kind, the written text → ids. A name that is not there is unknown; a name with no
 * ids is known but stands for nothing, such as a board without a running sprint; several ids mean any of them.
 */
export type Lookups = Readonly<Partial<Record<LookupKind, ReadonlyMap<string, readonly number[]>>>>;

/** All names of a query that must be looked up before it can be checked, each once. */
export function namesIn({ naming, condition }: ParsedQuery): readonly NameToFind[] {
  const found = new Map<string, NameToFind>();
  const visit = (node: SyntaxNode): void => {
    if (node.kind === 'not') visit(node.term);
    else if (node.kind !== 'condition') node.terms.forEach(visit);
    else {
      for (const name of namesOf(node, fieldOf(node, naming))) {
        const key = `${name.kind} ${name.text}`;
        if (!found.has(key)) found.set(key, name);
      }
    }
  };
  if (condition !== null) visit(condition);
  return [...found.values()];
}

/** The filter that a condition names; undefined when there is none. */
export function fieldOf({ name }: ConditionNode, naming: ParsedQuery['naming']): FilterField | undefined {
  if (name === null) return textField;
  return naming === 'names' ? findByName(name) : findById(name);
}

/** A name as it is looked up: a login may be written with an @ behind it (vendor page "Query language"). */
export function soughtName(kind: LookupKind, written: string): string {
  return kind === 'person' && written.endsWith('@') ? written.slice(0, -1) : written;
}

function namesOf({ values }: ConditionNode, field: FilterField | undefined): readonly NameToFind[] {
  if (field?.reading.kind !== 'thing') return [];
  const kind = field.reading.lookup;
  return values
    .flatMap((value) => (value.kind === 'value' ? [value.operand] : []))
    .filter(isText)
    .map(({ at, text }) => ({ kind, text: soughtName(kind, text), at }));
}

function isText(operand: Operand): operand is Extract<Operand, { kind: 'text' }> {
  return operand.kind === 'text';
}
