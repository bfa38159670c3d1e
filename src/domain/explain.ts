import { type Amount, nothing, plus, scaled } from './amount.ts';
import { changeOf, type FactsOfDay } from './burndown.ts';
import type { ItemFact } from './item-facts.ts';
import { afterClose, beforeStart } from './ledger-day.ts';
import { kindOf, scopeColumns } from './scope-figures.ts';

/** The terms of which what remains is the sum (metrics rule: the identity of burndowns). */
export const terms = ['commitment', ...scopeColumns] as const;
export type Term = (typeof terms)[number];

/** How a term counts for what remains; items that come or go while done count for nothing. */
export const signOf: Readonly<Record<Term, -1 | 0 | 1>> = {
  commitment: 1,
  added: 1,
  removed: -1,
  cancelled: -1,
  restored: 1,
  raised: 1,
  lowered: -1,
  completed: -1,
  reopened: 1,
  addedDone: 0,
  removedDone: 0,
};

/** A fact, the term that it is part of, and what it adds to it. */
export interface Part {
  readonly term: Term;
  readonly amount: Amount;
  readonly fact: ItemFact;
}

/** What of the facts makes up which term, by event; `day` asks for those of one day alone. Facts from after the close are none. */
export function explain(facts: readonly ItemFact[], day?: string): readonly Part[] {
  return facts.flatMap((fact): readonly Part[] => {
    if (fact.day === afterClose || (day !== undefined && fact.day !== day)) return [];
    if (fact.day === beforeStart) {
      const amount = remainingOf(fact);
      return amount.points === 0 && amount.items === 0 ? [] : [{ term: 'commitment', amount, fact }];
    }
    const term = scopeColumns.find((column) => kindOf(column) === fact.kind);
    return term === undefined ? [] : [{ term, amount: { points: fact.points, items: fact.items }, fact }];
  });
}

/** What parts come to. */
export function sumOfParts(parts: readonly Pick<Part, 'amount'>[]): Amount {
  return parts.reduce((sum, { amount }) => plus(sum, amount), nothing);
}

/** What remains by these parts; of one day, by how much it changed. */
export function remainingByParts(parts: readonly Part[]): Amount {
  return parts.reduce((sum, { term, amount }) => plus(sum, scaled(amount, signOf[term])), nothing);
}

function remainingOf(fact: FactsOfDay): Amount {
  const { planned, worked } = changeOf([fact], fact.day);
  return plus(planned, worked);
}
