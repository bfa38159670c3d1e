import { type Category, type Fact, type FactKind, factsBetween, type Standing } from './ledger.ts';

/** A fact about one item of an iteration, and the event that it is of. */
export interface ItemFact extends Fact {
  readonly seq: number;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Local day of the iteration's zone, or one of the two buckets of `ledger-day.ts`. */
  readonly day: string;
  readonly itemId: number;
}

/** Where an item stands in an iteration, as its facts tell. */
export interface ItemStanding {
  readonly itemId: number;
  readonly isMember: boolean;
  readonly category: Category;
  /** What it counts for; a done item counts for what it was finished with. */
  readonly points: number;
  /** In scope without an estimate. */
  readonly isUnestimated: boolean;
  /** When and by which event it was last finished here; null where it came in done. Epoch milliseconds. */
  readonly doneAt: number | null;
  readonly doneSeq: number | null;
}

/** Items that came or went by one event, as the event keeps them: their numbers, and how each stood. */
export interface BulkStandings {
  readonly itemIds: readonly number[];
  /** Beside each item its points, credited ones if it is done. */
  readonly estimates: readonly (number | null)[];
  /** Those that are not queued. */
  readonly startedIds: readonly number[];
  readonly doneIds: readonly number[];
  readonly cancelledIds: readonly number[];
}

/** What a bulk move's event keeps of its items, so that its facts can be told of each of them. */
export function bulkStandings(items: readonly (Omit<Standing, 'member'> & { readonly id: number })[]): BulkStandings {
  const idsOf = (category: Category) => items.filter((each) => each.category === category).map(({ id }) => id);
  return {
    itemIds: items.map(({ id }) => id),
    estimates: items.map((each) => (each.category === 'done' ? each.doneEstimate : each.estimate)),
    startedIds: idsOf('in_progress'),
    doneIds: idsOf('done'),
    cancelledIds: idsOf('cancelled'),
  };
}

/** The facts of each item of a bulk move, in the items' order, in an iteration that counts unestimated ones for so many points. */
export function factsOfBulk(
  bulk: BulkStandings,
  way: 'in' | 'out',
  unestimatedAs: number,
): readonly (Fact & { readonly itemId: number })[] {
  const categoryOf = categoriesOf(bulk);
  return bulk.itemIds.flatMap((itemId, index) =>
    passage(categoryOf(itemId), bulk.estimates[index] ?? null, way, unestimatedAs).map((fact) => ({ ...fact, itemId })),
  );
}

/** The same summed by kind: items that stand alike are reckoned once, however many they are. */
export function sumsOfBulk(bulk: BulkStandings, way: 'in' | 'out', unestimatedAs: number): readonly Fact[] {
  const categoryOf = categoriesOf(bulk);
  const alike = new Map<string, { readonly facts: readonly Fact[]; count: number }>();
  for (const [index, itemId] of bulk.itemIds.entries()) {
    const [category, estimate] = [categoryOf(itemId), bulk.estimates[index] ?? null];
    const key = `${category} ${estimate}`;
    const group = alike.get(key) ?? { facts: passage(category, estimate, way, unestimatedAs), count: 0 };
    alike.set(key, group);
    group.count += 1;
  }
  const sums = new Map<FactKind, Fact>();
  for (const { facts, count } of alike.values()) {
    for (const { kind, points, items } of facts) {
      const sum = sums.get(kind);
      sums.set(kind, { kind, points: (sum?.points ?? 0) + count * points, items: (sum?.items ?? 0) + count * items });
    }
  }
  return [...sums.values()];
}

function categoriesOf({ startedIds, doneIds, cancelledIds }: BulkStandings): (itemId: number) => Category {
  const categories = new Map<number, Category>();
  for (const id of startedIds) categories.set(id, 'in_progress');
  for (const id of doneIds) categories.set(id, 'done');
  for (const id of cancelledIds) categories.set(id, 'cancelled');
  return (itemId) => categories.get(itemId) ?? 'queued';
}

/** What it comes to that an item of such a standing comes or goes. */
function passage(category: Category, estimate: number | null, way: 'in' | 'out', unestimatedAs: number) {
  const doneEstimate = category === 'done' ? estimate : null;
  const inside = { member: true, category, estimate, doneEstimate, unestimatedAs };
  const outside = { ...inside, member: false };
  return way === 'in' ? factsBetween(outside, inside) : factsBetween(inside, outside);
}

/** Whether a kind of fact tells of something that comes in. */
export function isArrival(kind: FactKind): boolean {
  return kind === 'added' || kind === 'done_in' || kind === 'cancelled_in';
}

/** Facts in the order in which they happened: by event, and within one event as one change of an item tells them. */
export function inOrder<F extends Pick<ItemFact, 'seq' | 'kind'>>(facts: readonly F[]): readonly F[] {
  const compare = (left: F, right: F) => left.seq - right.seq || rank[left.kind] - rank[right.kind];
  // Facts are mostly read in order, and there are tens of thousands.
  const isSorted = facts.every((fact, index) => {
    const before = facts[index - 1];
    return before === undefined || compare(before, fact) <= 0;
  });
  return isSorted ? facts : facts.toSorted(compare);
}

/**
 * What had been written before an instant: all up to the last event before it, so that a clock that was put back
 * never parts a fact from the one it follows. `facts` are in order; `at` in epoch milliseconds.
 */
export function before<F extends Pick<ItemFact, 'at'>>(facts: readonly F[], at: number): readonly F[] {
  return facts.slice(0, facts.findLastIndex((fact) => fact.at < at) + 1);
}

/**
 * Where every item stands that has ever been in the iteration, by number. Facts may come in any order.
 * Same-instant order: out of a state, in, estimate, started, done, cancelled, out; ties by event.
 */
export function standingsOf(facts: readonly ItemFact[]): ReadonlyMap<number, ItemStanding> {
  const standings = new Map<number, OpenStanding>();
  for (const fact of inOrder(facts)) {
    let standing = standings.get(fact.itemId);
    if (standing === undefined) {
      standing = unknown(fact.itemId);
      standings.set(fact.itemId, standing);
    }
    follow(standing, fact);
  }
  return standings;
}

/** A standing while its facts are gone through. */
type OpenStanding = { -readonly [K in keyof ItemStanding]: ItemStanding[K] };

function unknown(itemId: number): OpenStanding {
  return {
    itemId,
    isMember: false,
    category: 'queued',
    points: 0,
    isUnestimated: false,
    doneAt: null,
    doneSeq: null,
  };
}

/** Written in place: a copy for each fact would be most of the work. */
function follow(standing: OpenStanding, { kind, points, at, seq }: ItemFact): void {
  switch (kind) {
    case 'added':
      return enter(standing, 'queued', points);
    case 'done_in':
      return enter(standing, 'done', points);
    case 'cancelled_in':
      return enter(standing, 'cancelled', points);
    case 'removed':
    case 'done_out':
    case 'cancelled_out':
      standing.isMember = false;
      return;
    case 'reopened':
    case 'restored':
      return turn(standing, 'queued', points);
    case 'raised':
      standing.points += points;
      return;
    case 'lowered':
      standing.points -= points;
      return;
    case 'started':
      standing.category = 'in_progress';
      return;
    case 'stopped':
      standing.category = 'queued';
      return;
    case 'completed':
      standing.category = 'done';
      standing.points = points;
      standing.doneAt = at;
      standing.doneSeq = seq;
      return;
    case 'cancelled':
      standing.category = 'cancelled';
      standing.points = points;
      return;
    case 'unestimated':
      standing.isUnestimated = true;
      return;
    case 'estimated':
      standing.isUnestimated = false;
      return;
  }
}

function enter(standing: OpenStanding, category: Category, points: number): void {
  standing.isMember = true;
  turn(standing, category, points);
}

/** Into a state in which it is not, or not here, finished. */
function turn(standing: OpenStanding, category: Category, points: number): void {
  standing.category = category;
  standing.points = points;
  standing.doneAt = null;
  standing.doneSeq = null;
}

const rank: Readonly<Record<FactKind, number>> = {
  reopened: 0,
  restored: 0,
  added: 1,
  done_in: 1,
  cancelled_in: 1,
  raised: 2,
  lowered: 2,
  unestimated: 3,
  estimated: 3,
  started: 4,
  stopped: 4,
  completed: 5,
  cancelled: 6,
  removed: 7,
  done_out: 7,
  cancelled_out: 7,
};
