import { localDaysSince } from './days.ts';
import type { Flag, Priority } from './item.ts';
import type { ItemFact, ItemStanding } from './item-facts.ts';
import { type Category, isUnfinished } from './ledger.ts';
import type { Circumstances } from './rollover-policy.ts';

/** A member of an iteration that closes: what deciding about it and stating it need. Instants are epoch milliseconds. */
export interface ClosingMember {
  readonly id: number;
  readonly uid: string;
  readonly projectId: number;
  readonly key: string;
  readonly title: string;
  readonly type: string;
  readonly priority: Priority;
  readonly category: Category;
  /** Neither put away nor deleted. */
  readonly isLive: Flag;
  readonly estimate: number | null;
  readonly doneEstimate: number | null;
  readonly doneAt: number | null;
  readonly assigneeId: number | null;
  readonly isBlocked: Flag;
  readonly startedAt: number | null;
  readonly remainingMinutes: number | null;
  readonly spentMinutes: number | null;
  /** Its rank in the backlog; null is its number. */
  readonly backlogPriority: number | null;
  readonly carryCount: number;
  readonly version: number;
  readonly enteredAt: number;
  /** The event by which it came in. */
  readonly enteredSeq: number;
  /** What it is a part of. */
  readonly parentId: number | null;
}

/** An unfinished member. */
export interface ClosingItem extends ClosingMember {
  readonly category: Circumstances['state'];
}

/** Of the members of an iteration those about which its close has to decide, in their order. */
export function unfinishedOf(members: readonly ClosingMember[]): readonly ClosingItem[] {
  return members.filter((member): member is ClosingItem => isUnfinished(member.category));
}

/** A member as it stood once, by what its facts tell of that time and the one by which it had come in. */
export function standingMember(
  member: ClosingMember,
  { category, points, isUnestimated, doneAt }: ItemStanding,
  { at, seq }: Pick<ItemFact, 'at' | 'seq'>,
): ClosingMember {
  const estimate = isUnestimated ? null : points;
  const doneEstimate = category === 'done' ? estimate : null;
  return { ...member, category, estimate, doneEstimate, doneAt, enteredAt: at, enteredSeq: seq };
}

/** Whose the items are, each person once. */
export function assigneesOf(items: readonly Pick<ClosingItem, 'assigneeId'>[]): readonly number[] {
  return [...new Set(items.flatMap(({ assigneeId }) => assigneeId ?? []))];
}

/**
 * What a rule may ask about items, at an instant, by the days of the iteration's zone; in their order. `off` are the people
 * who are away for most of what follows. Items about which all is alike share one answer: there are ten thousand of them,
 * and few answers.
 */
export function circumstancesOf(
  items: readonly ClosingItem[],
  tags: ReadonlyMap<number, readonly string[]>,
  { zone, at, off }: { readonly zone: string; readonly at: number; readonly off: ReadonlySet<number> },
): readonly Circumstances[] {
  const known = new Map<string, Circumstances>();
  const daysSince = localDaysSince(zone, at);
  return items.map((item) => {
    const { category, type, priority, assigneeId, carryCount } = item;
    const own = tags.get(item.id) ?? [];
    const days = item.startedAt === null ? null : daysSince(item.startedAt);
    const share = shareLeft(item);
    const isOff = assigneeId !== null && off.has(assigneeId);
    const key = `${category} ${priority} ${assigneeId === null} ${isOff} ${days} ${carryCount} ${share} ${type}\n${own.join('\n')}`;
    const alike = known.get(key) ?? {
      state: category,
      type,
      priority,
      tags: own,
      unassigned: assigneeId === null,
      assigneeOff: isOff,
      startedDaysAgo: days,
      carryCount,
      remainingShare: share,
    };
    known.set(key, alike);
    return alike;
  });
}

/** To a thousandth; null where nobody told what is left, or where nothing was spent and nothing is left. */
function shareLeft({ remainingMinutes, spentMinutes }: ClosingItem): number | null {
  if (remainingMinutes === null) return null;
  const whole = remainingMinutes + (spentMinutes ?? 0);
  return whole === 0 ? null : Math.round((remainingMinutes / whole) * 1000) / 1000;
}
