import { dayIn, daysBetween } from './days.ts';
import type { Flag, ItemCondition, Priority } from './item.ts';
import type { Circumstances } from './rollover-policy.ts';

/** An unfinished member of an iteration that closes, as far as deciding about it needs. Instants are epoch milliseconds. */
export interface ClosingItem {
  readonly id: number;
  readonly uid: string;
  readonly key: string;
  readonly title: string;
  readonly projectId: number;
  readonly type: string;
  readonly priority: Priority;
  readonly category: Circumstances['state'];
  readonly condition: ItemCondition;
  readonly estimate: number | null;
  readonly doneEstimate: number | null;
  readonly assigneeId: number | null;
  readonly isBlocked: Flag;
  readonly startedAt: number | null;
  readonly remainingMinutes: number | null;
  readonly spentMinutes: number | null;
  readonly sortOrder: number;
  readonly carryCount: number;
  readonly version: number;
}

/** What a rule may ask about the item, at an instant, by the days of the iteration's zone. */
export function circumstancesOf(
  item: ClosingItem,
  tags: readonly string[],
  { zone, at }: { readonly zone: string; readonly at: number },
): Circumstances {
  const { startedAt } = item;
  return {
    state: item.category,
    type: item.type,
    priority: item.priority,
    tags,
    unassigned: item.assigneeId === null,
    startedDaysAgo: startedAt === null ? null : daysBetween(dayIn(zone, startedAt), dayIn(zone, at)),
    carryCount: item.carryCount,
    remainingShare: shareLeft(item),
  };
}

/** To a thousandth; null where nobody told what is left, or where nothing was spent and nothing is left. */
function shareLeft({ remainingMinutes, spentMinutes }: ClosingItem): number | null {
  if (remainingMinutes === null) return null;
  const whole = remainingMinutes + (spentMinutes ?? 0);
  return whole === 0 ? null : Math.round((remainingMinutes / whole) * 1000) / 1000;
}
