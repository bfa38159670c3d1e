import { changeOf, type FactsOfDay } from './burndown.ts';
import type { Counters, FactKind } from './ledger.ts';
import { afterClose } from './ledger-day.ts';

/** What is told of an iteration's size and progress. */
export type Figures = Pick<Counters, 'scopePoints' | 'scopeItems' | 'donePoints' | 'doneItems' | 'unestimatedItems'>;

/** Live figures of an open iteration, those at the close of a closed one, whatever happened to its items since. */
export function asShown(counters: Counters, facts: readonly FactsOfDay[]): Figures {
  const change = changeOf(facts, afterClose);
  const late = (kind: FactKind) => facts.find((each) => each.day === afterClose && each.kind === kind)?.items ?? 0;
  return {
    scopePoints: counters.scopePoints - change.scope.points,
    scopeItems: counters.scopeItems - change.scope.items,
    donePoints: counters.donePoints - change.done.points,
    doneItems: counters.doneItems - change.done.items,
    unestimatedItems: counters.unestimatedItems - late('unestimated') + late('estimated'),
  };
}
