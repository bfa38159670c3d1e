import { type Actor, canSee } from '../domain/access.ts';
import type { Amount } from '../domain/amount.ts';
import { explain, type Part, remainingByParts, signOf, sumOfParts, type Term, terms } from '../domain/explain.ts';
import type { IterationRef, IterationView, PersonRef } from '../domain/iteration.ts';
import { knownAt } from '../domain/iteration-life.ts';
import type { Db } from '../store/engine.ts';
import { readActors } from '../store/event-actors.ts';
import { readItemFacts } from '../store/item-facts.ts';
import { findItemHeads, type ItemHead } from '../store/item-names.ts';
import { readTurns } from '../store/iteration-life.ts';
import { readIterationRules } from '../store/iteration-rules.ts';
import { findReportable } from './report-figures.ts';

/** Which figures are to be explained: those of now, or those known before an instant; those of a day; those of one term. */
export interface ExplainFigures {
  readonly iteration: IterationRef;
  readonly term?: Term;
  /** `YYYY-MM-DD`. */
  readonly day?: string;
  /** Epoch milliseconds. */
  readonly asOf?: number;
  readonly skip: number;
  readonly limit: number;
}

/** A part of a figure: who did what to which item. */
export interface ExplainedPart extends Part {
  readonly actor: PersonRef;
  /** Null for an item of a project that the caller cannot see. */
  readonly item: ItemHead | null;
}

/** How figures come about. */
export interface ExplainedFigures {
  readonly iteration: IterationView;
  /** What remains, or, of one day, by how much that changed. */
  readonly remaining: Amount;
  readonly terms: readonly {
    readonly term: Term;
    readonly sign: -1 | 0 | 1;
    readonly amount: Amount;
    /** How many parts it has. */
    readonly parts: number;
  }[];
  /** A page of them, by event. */
  readonly parts: readonly ExplainedPart[];
  readonly isLast: boolean;
}

/**
 * Tells for each term of what remains which events make it up; all facts of the iteration are gone through. Of a closed
 * one it explains the close.
 * @throws Refusal not_found
 */
export async function explainFigures(db: Db, actor: Actor, find: ExplainFigures): Promise<ExplainedFigures> {
  const { orgId } = actor;
  const iteration = await findReportable(db, actor, find.iteration, find.asOf);
  const [turns, facts, rules] = await Promise.all([
    readTurns(db, orgId, iteration.id),
    readItemFacts(db, orgId, iteration.id),
    readIterationRules(db, orgId, iteration.id),
  ]);
  const all = explain(knownAt({ turns, facts }, rules, find.asOf).facts, find.day);
  const wanted = find.term === undefined ? all : all.filter(({ term }) => term === find.term);
  const page = wanted.slice(find.skip, find.skip + find.limit);
  const actors = await readActors(db, orgId, [...new Set(page.map(({ fact }) => fact.seq))]);
  const heads = await findItemHeads(db, orgId, [...new Set(page.map(({ fact }) => fact.itemId))]);
  const items = new Map(heads.filter(({ projectId }) => canSee(actor, projectId)).map((item) => [item.id, item]));
  return {
    iteration,
    remaining: remainingByParts(all),
    terms: terms.map((term) => {
      const parts = all.filter((part) => part.term === term);
      return { term, sign: signOf[term], amount: sumOfParts(parts), parts: parts.length };
    }),
    parts: page.flatMap((part) => {
      const who = actors.get(part.fact.seq);
      return who === undefined ? [] : [{ ...part, actor: who, item: items.get(part.fact.itemId) ?? null }];
    }),
    isLast: find.skip + find.limit >= wanted.length,
  };
}
