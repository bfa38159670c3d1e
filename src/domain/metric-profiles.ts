import { type Amount, nothing, plus } from './amount.ts';
import { type ItemFact, type ItemStanding, standingsOf } from './item-facts.ts';
import { isUnfinished } from './ledger.ts';
import { afterClose, beforeStart } from './ledger-day.ts';
import { type Ratio, ratio } from './ratios.ts';
import { outcomeOf } from './statement.ts';

/** The figures that profiles tell of an iteration. Each is a sum over items, so that two profiles can be compared item by item. */
export const profileFigureNames = ['commitment', 'scope', 'completed', 'incomplete', 'progressed', 'kept'] as const;
export type ProfileFigure = (typeof profileFigureNames)[number];

/** What tools count differently, in the order in which two of them are compared. */
export interface MetricRules {
  /** Whether members that were cancelled are told apart from the scope, or are still part of it. */
  readonly cancelled: 'apart' | 'in_scope';
  /** Points of an item without an estimate; `own` is what the iteration counts it for. */
  readonly unestimated: 'own' | 0 | 1;
  /**
   * Of when the commitment is: what was open at the freeze (the start and the grace) or at the start itself, or whatever
   * is a member in the end, as a chart does that is drawn from the present items.
   */
  readonly baseline: 'freeze' | 'start' | 'end';
  /** Whether what was done before the start, or before it came in, is completed here. */
  readonly arrivedDone: 'apart' | 'completed';
  /** Whether what was finished here is completed in every iteration that holds it, or only where it is credited. */
  readonly credit: 'once' | 'everywhere';
  /** Whether what was finished after the last planned day, and before the close, is completed. */
  readonly late: 'apart' | 'completed';
  /** The share of an item that work on it has begun is worth in `progressed`. */
  readonly startedShare: 0 | 0.25;
  /** What is held against the commitment: what of it was done, at the sizes of the commitment, or all that was completed. */
  readonly kept: 'of_commitment' | 'all_completed';
}

/** How a tool counts, and which figures it tells. */
export interface MetricProfile {
  readonly rules: MetricRules;
  readonly shows: readonly ProfileFigure[];
}

/** The rules in the order in which they are gone through. */
export const metricRuleNames = [
  'cancelled',
  'unestimated',
  'baseline',
  'arrivedDone',
  'credit',
  'late',
  'startedShare',
  'kept',
] as const satisfies readonly (keyof MetricRules)[];
export type MetricRule = (typeof metricRuleNames)[number];

const native: MetricRules = {
  cancelled: 'apart',
  unestimated: 'own',
  baseline: 'freeze',
  arrivedDone: 'apart',
  credit: 'once',
  late: 'completed',
  startedShare: 0,
  kept: 'of_commitment',
};
/**
 * What the others have in common: nothing for what has no estimate, a commitment that is measured at the start, and no
 * knowledge of other iterations.
 */
const vendor: MetricRules = { ...native, unestimated: 0, baseline: 'start', credit: 'everywhere' };

/**
 * How Timebox and other tools count, each as far as it tells a figure at all. Where a tool lets a team choose, it is named
 * after the choice.
 */
export const metricProfiles = {
  native: { rules: native, shows: profileFigureNames },
  /** The `data` of an iteration: what was not done at the start, what is done in the end, and every linked card. */
  kaiten: {
    rules: { ...vendor, cancelled: 'in_scope', arrivedDone: 'completed' },
    shows: ['commitment', 'scope', 'completed'],
  },
  /** Sizes of what was completed, and of what is planned against the capacity; deferred and deleted items are left out. */
  teampulse: { rules: vendor, shows: ['scope', 'completed', 'incomplete'] },
  /** A sprint has no report of its own: what its issues come to by the field that the board estimates by, as they are. */
  tracker: {
    rules: { ...vendor, baseline: 'end', arrivedDone: 'completed' },
    shows: ['scope', 'completed', 'incomplete'],
  },
  /** Velocity chart and sprint report. */
  jira: { rules: vendor, shows: ['commitment', 'completed', 'incomplete'] },
  /** Velocity widget: planned, completed without what was completed late, incomplete. */
  azure: {
    rules: { ...vendor, arrivedDone: 'completed', late: 'apart' },
    shows: ['commitment', 'completed', 'incomplete'],
  },
  /** Cycle progress: begun items are worth a quarter. */
  linear: {
    rules: { ...vendor, arrivedDone: 'completed', startedShare: 0.25 },
    shows: ['scope', 'completed', 'progressed'],
  },
  /** The same where a team counts items without an estimate as one point. */
  linear_counting_unestimated: {
    rules: { ...vendor, unestimated: 1, arrivedDone: 'completed', startedShare: 0.25 },
    shows: ['scope', 'completed', 'progressed'],
  },
  /** The chart's first day is drawn from the present items. */
  taiga: {
    rules: { ...vendor, cancelled: 'in_scope', baseline: 'end', arrivedDone: 'completed' },
    shows: ['commitment', 'completed'],
  },
  /** Likewise, in the community edition's cycle chart. */
  plane: {
    rules: { ...vendor, cancelled: 'in_scope', baseline: 'end', arrivedDone: 'completed' },
    shows: ['commitment', 'scope', 'completed'],
  },
  /** Predictability: all that was completed over what was planned. */
  dx: { rules: { ...vendor, kept: 'all_completed' }, shows: ['commitment', 'completed', 'kept'] },
} as const satisfies Readonly<Record<string, MetricProfile>>;
export type ProfileName = keyof typeof metricProfiles;

/** What there is to know of how an iteration was lived through. */
export interface LivedIteration {
  /** Facts of its items in order, filed as its figures are; those from after the close count for nothing. */
  readonly facts: readonly ItemFact[];
  /** The event by which it was started; null until then. */
  readonly startSeq: number | null;
  /** The first instant after its last planned day; null where there is none. Epoch milliseconds. */
  readonly over: number | null;
  /** Items that were finished here and are credited to another iteration (metrics rule: an item is credited once). */
  readonly creditedElsewhere: ReadonlySet<number>;
}

/** An item and where it stood at each of the moments that profiles look at; undefined where it had never come in. */
export interface LivedItem {
  readonly itemId: number;
  readonly facts: readonly ItemFact[];
  readonly at: Readonly<Record<MetricRules['baseline'], ItemStanding | undefined>>;
  readonly startSeq: number | null;
  readonly over: number | null;
  readonly isCreditedElsewhere: boolean;
}

/** What an iteration comes to by a profile; null for what the tool does not tell. */
export interface ProfileFigures {
  readonly figures: Readonly<Record<ProfileFigure, Amount | null>>;
  /** `progressed` over the scope, and `kept` over the commitment. */
  readonly progress: Ratio | null;
  readonly reliability: Ratio | null;
}

/** Every item that was ever in an iteration before its close, by number. */
export function livedItems({ facts, startSeq, over, creditedElsewhere }: LivedIteration): readonly LivedItem[] {
  const lived = facts.filter(({ day }) => day !== afterClose);
  const atFreeze = standingsOf(lived.filter(({ day }) => day === beforeStart));
  const atStart = standingsOf(lived.filter(({ seq }) => startSeq === null || seq < startSeq));
  const own = new Map<number, ItemFact[]>();
  for (const fact of lived) {
    const known = own.get(fact.itemId);
    if (known === undefined) own.set(fact.itemId, [fact]);
    else known.push(fact);
  }
  return [...standingsOf(lived)]
    .map(([itemId, end]) => ({
      itemId,
      facts: own.get(itemId) ?? [],
      at: { freeze: atFreeze.get(itemId), start: atStart.get(itemId), end },
      startSeq,
      over,
      isCreditedElsewhere: creditedElsewhere.has(itemId),
    }))
    .toSorted((left, right) => left.itemId - right.itemId);
}

/** What an iteration comes to by a profile's rules (metrics rule: the same sprint by other rules). */
export function profileFigures(items: readonly LivedItem[], profile: MetricProfile): ProfileFigures {
  const of = (figure: ProfileFigure): Amount | null =>
    profile.shows.includes(figure)
      ? items.reduce((sum, item) => plus(sum, shareOf(item, figure, profile.rules)), nothing)
      : null;
  const [commitment, scope, progressed, kept] = [of('commitment'), of('scope'), of('progressed'), of('kept')];
  return {
    figures: { commitment, scope, completed: of('completed'), incomplete: of('incomplete'), progressed, kept },
    progress: progressed === null || scope === null ? null : ratio(progressed, scope),
    reliability: kept === null || commitment === null ? null : ratio(kept, commitment),
  };
}

/** What one item adds to a figure by these rules. */
export function shareOf(item: LivedItem, figure: ProfileFigure, rules: MetricRules): Amount {
  const { end } = item.at;
  switch (figure) {
    case 'commitment':
      return committed(item, rules);
    case 'scope':
      return isInScope(end, rules) ? sizeOf(end, rules) : nothing;
    case 'completed':
      return completed(item, rules);
    case 'incomplete':
      return end?.isMember === true && isUnfinished(end.category) ? sizeOf(end, rules) : nothing;
    case 'progressed':
      return plus(completed(item, rules), begun(end, rules));
    case 'kept':
      if (rules.kept === 'all_completed') return completed(item, rules);
      return end?.isMember === true && end.category === 'done' ? committed(item, rules) : nothing;
  }
}

function committed({ at }: LivedItem, rules: MetricRules): Amount {
  const standing = at[rules.baseline];
  if (rules.baseline === 'end') return isInScope(standing, rules) ? sizeOf(standing, rules) : nothing;
  return standing?.isMember === true && isUnfinished(standing.category) ? sizeOf(standing, rules) : nothing;
}

function completed(item: LivedItem, rules: MetricRules): Amount {
  const { end } = item.at;
  if (end?.isMember !== true || end.category !== 'done') return nothing;
  const isHere = isFinishedHere(item);
  const outcome = outcomeOf(end.category, isHere ? end.doneAt : null, item.over);
  const isApart =
    (outcome === 'on_arrival' && rules.arrivedDone === 'apart') ||
    (outcome === 'late' && rules.late === 'apart') ||
    (isHere && item.isCreditedElsewhere && rules.credit === 'once');
  return isApart ? nothing : sizeOf(end, rules);
}

/** The order of events tells what came first, where the clock may not: before the start all is done before it. */
function isFinishedHere({ at: { end }, startSeq }: LivedItem): boolean {
  return startSeq !== null && typeof end?.doneSeq === 'number' && end.doneSeq > startSeq;
}

function begun(end: ItemStanding | undefined, rules: MetricRules): Amount {
  if (end?.isMember !== true || end.category !== 'in_progress') return nothing;
  const { points, items } = sizeOf(end, rules);
  return { points: points * rules.startedShare, items: items * rules.startedShare };
}

function isInScope(standing: ItemStanding | undefined, { cancelled }: MetricRules): standing is ItemStanding {
  return standing?.isMember === true && (standing.category !== 'cancelled' || cancelled === 'in_scope');
}

function sizeOf({ points, isUnestimated }: ItemStanding, { unestimated }: MetricRules): Amount {
  return { points: isUnestimated && unestimated !== 'own' ? unestimated : points, items: 1 };
}
