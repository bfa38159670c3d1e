/** The category of an item's status, the core's four words for every vendor's workflow. */
export type Category = 'queued' | 'in_progress' | 'done' | 'cancelled';

/**
 * One kind of fact about an iteration's scope. Charts are sums of these:
 * remaining = committed + added − removed − cancelled + restored + raised − lowered − completed + reopened.
 * `done_in` and `done_out` are items that came or went while done; they move scope and done alike.
 * `restored` undoes a cancellation.
 * The others move no line; they tell what sums alone would hide. `cancelled_in` and `cancelled_out` are items that came
 * or went while cancelled; `started` and `stopped` that work was taken up or laid down; `unestimated` that an item in
 * scope lacks an estimate, and `estimated` that it does so no longer.
 */
export type FactKind =
  | 'added'
  | 'removed'
  | 'cancelled'
  | 'restored'
  | 'raised'
  | 'lowered'
  | 'completed'
  | 'reopened'
  | 'done_in'
  | 'done_out'
  | 'cancelled_in'
  | 'cancelled_out'
  | 'started'
  | 'stopped'
  | 'unestimated'
  | 'estimated';

/** Points (never negative) and items that one fact is worth. */
export interface Fact {
  readonly kind: FactKind;
  readonly points: number;
  readonly items: number;
}

/** Where an item stands with regard to one iteration. */
export interface Standing {
  readonly member: boolean;
  readonly category: Category;
  /** In points; null is counted as unestimated. */
  readonly estimate: number | null;
  /** The estimate the item had when it was finished: a done item keeps it whatever happens to `estimate` later. */
  readonly doneEstimate: number | null;
  /** Points for which an item without an estimate counts in the iteration; nothing if absent. */
  readonly unestimatedAs?: number;
}

/** Live figures of an iteration: kept with every change, so that reading them costs one row. */
export interface Counters {
  readonly memberItems: number;
  readonly scopePoints: number;
  readonly scopeItems: number;
  readonly donePoints: number;
  readonly doneItems: number;
  /** Members in scope without an estimate. */
  readonly unestimatedItems: number;
}

/** An iteration that holds nothing. */
export const emptyCounters: Counters = {
  memberItems: 0,
  scopePoints: 0,
  scopeItems: 0,
  donePoints: 0,
  doneItems: 0,
  unestimatedItems: 0,
};

/** The facts that lead from one standing to another, in the order in which they are told. */
export function factsBetween(before: Standing, after: Standing): readonly Fact[] {
  if (!before.member && !after.member) return [];
  return [...movesOfLines(before, after), ...work(before, after), ...unestimated(before, after)];
}

function movesOfLines(before: Standing, after: Standing): readonly Fact[] {
  if (!before.member) return [passage(after, 'added', 'done_in', 'cancelled_in')];
  if (!after.member) return [passage(before, 'removed', 'done_out', 'cancelled_out')];
  const facts: Fact[] = [];
  const fact = (kind: FactKind, points: number, items: number) => facts.push({ kind, points, items });
  if (before.category === 'done' && after.category !== 'done') fact('reopened', credited(before), 1);
  if (before.category === 'cancelled' && after.category !== 'cancelled') fact('restored', open(before), 1);
  // While cancelled an estimate is out of scope; while done it is fixed. A change shows when the item is back in play.
  const had = before.category === 'done' ? credited(before) : open(before);
  const has = open(after);
  const inPlay = after.category !== 'cancelled' && !(before.category === 'done' && after.category === 'done');
  if (inPlay && has > had) fact('raised', has - had, 0);
  if (inPlay && has < had) fact('lowered', had - has, 0);
  if (after.category === 'done' && before.category !== 'done') fact('completed', credited(after), 1);
  if (after.category === 'cancelled' && before.category !== 'cancelled') fact('cancelled', had, 1);
  return facts;
}

/** What an item adds to the counters of an iteration it is a member of. */
export function countersOf(standing: Standing): Counters {
  if (!standing.member) return emptyCounters;
  if (standing.category === 'cancelled') return { ...emptyCounters, memberItems: 1 };
  const isDone = standing.category === 'done';
  const points = isDone ? credited(standing) : open(standing);
  return {
    memberItems: 1,
    scopePoints: points,
    scopeItems: 1,
    donePoints: isDone ? points : 0,
    doneItems: isDone ? 1 : 0,
    unestimatedItems: (isDone ? standing.doneEstimate : standing.estimate) === null ? 1 : 0,
  };
}

/** `left + sign · right`, member by member. */
export function addCounters(left: Counters, right: Counters, sign: 1 | -1 = 1): Counters {
  return {
    memberItems: left.memberItems + sign * right.memberItems,
    scopePoints: left.scopePoints + sign * right.scopePoints,
    scopeItems: left.scopeItems + sign * right.scopeItems,
    donePoints: left.donePoints + sign * right.donePoints,
    doneItems: left.doneItems + sign * right.doneItems,
    unestimatedItems: left.unestimatedItems + sign * right.unestimatedItems,
  };
}

/** Unfinished: not done and not cancelled. Only such items follow when an iteration closes. */
export function isUnfinished(category: Category): boolean {
  return category === 'queued' || category === 'in_progress';
}

/** What an item is worth that comes or goes, told by how it stands. */
function passage(standing: Standing, live: FactKind, done: FactKind, cancelled: FactKind): Fact {
  const { category } = standing;
  if (category === 'cancelled') return { kind: cancelled, points: open(standing), items: 1 };
  if (category === 'done') return { kind: done, points: credited(standing), items: 1 };
  return { kind: live, points: open(standing), items: 1 };
}

function work(before: Standing, after: Standing): readonly Fact[] {
  const [was, is] = [isWorkedOn(before), isWorkedOn(after)];
  if (is && !was) return [{ kind: 'started', points: 0, items: 1 }];
  return was && after.member && after.category === 'queued' ? [{ kind: 'stopped', points: 0, items: 1 }] : [];
}

function isWorkedOn({ member, category }: Standing): boolean {
  return member && category === 'in_progress';
}

function unestimated(before: Standing, after: Standing): readonly Fact[] {
  const [had, has] = [countersOf(before).unestimatedItems, countersOf(after).unestimatedItems];
  if (had === has) return [];
  return [{ kind: has > had ? 'unestimated' : 'estimated', points: 0, items: 1 }];
}

function credited({ doneEstimate, unestimatedAs = 0 }: Standing): number {
  return doneEstimate ?? unestimatedAs;
}

function open({ estimate, unestimatedAs = 0 }: Standing): number {
  return estimate ?? unestimatedAs;
}
