import type { ItemRow } from '../../client/native.ts';
import type { Happened } from '../live/touched-by.ts';
import { columnWith, idOf, type Plan } from './plan.ts';

/** What of a plan has to be read again. */
export interface Touched {
  readonly itemIds: readonly number[];
  /** Iterations whose items have to be. */
  readonly iterationIds: ReadonlySet<number>;
}

/** As many items as the server tells of in one answer by their numbers. */
export const mostItems = 100;

/** Of whatever is of another kind nobody can tell which items it changes. */
const named = /^(items?|iteration|cadence|scope|goal|forecast|receipt)\./;

/**
 * What events have touched of the plan of a project: the items that they name, and the iterations that they name or in which
 * those items stand. Null where that cannot be told, or is too much to be told one by one.
 */
export function touchedIn(plan: Plan, projectId: number, events: readonly Happened[]): Touched | null {
  const own = events.filter((event) => event.projectId === null || event.projectId === projectId);
  const isRanked = own.some(({ kind, iterationId }) => kind === 'items.ranked' && iterationId === null);
  if (isRanked || own.some((event) => event.projectId === null || !named.test(event.kind))) return null;
  const itemIds = [...new Set(own.flatMap(({ itemId }) => itemId ?? []))];
  if (itemIds.length > mostItems) return null;
  const around = itemIds.flatMap((id) => columnWith(plan, id)?.iteration?.id ?? []);
  return { itemIds, iterationIds: new Set([...own.flatMap(({ iterationId }) => iterationId ?? []), ...around]) };
}

/** Items that stood in iterations of one plan and stand in none of another: some may be in the backlog by now. */
export function goneFrom(before: Plan, now: Plan): readonly number[] {
  const stay = new Set(planned(now));
  return planned(before).filter((id) => !stay.has(id));
}

/**
 * The plan with another backlog: of the items named those that the server has found there, each where it ranks, and of the
 * others all but those that stand in an iteration by now.
 */
export function withBacklog(plan: Plan, named: readonly number[], found: readonly ItemRow[]): Plan {
  const gone = new Set([...planned(plan), ...named]);
  return plan.map((column) => {
    if (column.iteration !== null) return column;
    let items: readonly ItemRow[] = column.items.filter(({ id }) => !gone.has(id));
    for (const item of found) {
      const place = items.findIndex(({ rank, id }) => rank > item.rank || (rank === item.rank && id > item.id));
      items = items.toSpliced(place < 0 ? items.length : place, 0, item);
    }
    return { ...column, items };
  });
}

function planned(plan: Plan): readonly number[] {
  return plan.flatMap((column) => (idOf(column) === 'backlog' ? [] : column.items.map(({ id }) => id)));
}
