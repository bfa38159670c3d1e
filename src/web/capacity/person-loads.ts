import type { Capacity, TimeOff, WorkPatterns } from '../../client/capacity.ts';
import type { Burndown, ItemRow } from '../../client/native.ts';
import { weekdayOf } from '../words/show-days.ts';

/** How much of a day somebody is there. */
export interface Presence {
  readonly day: string;
  /** 0 to 1. */
  readonly share: number;
}

/** What somebody can give to an iteration, and what lies with them. */
export interface PersonLoad {
  /** Null: what nobody has taken. */
  readonly personId: number | null;
  /** For the plan; null where their work is not planned. */
  readonly hours: number | null;
  /** In points; null where it is not known what the team can do. */
  readonly capacity: number | null;
  /** Points that lie with them and are not done, and those that are. */
  readonly open: number;
  readonly done: number;
  readonly items: number;
  /** The working days of the team, each with how much of it they are there. */
  readonly days: readonly Presence[];
}

interface LoadsOf {
  readonly capacity: Capacity;
  readonly patterns: WorkPatterns['inForce'];
  readonly timeOff: ReadonlyMap<number, TimeOff['timeOff']>;
  readonly items: readonly Pick<ItemRow, 'assignee' | 'category' | 'estimate'>[];
  readonly days: readonly Pick<Burndown['days'][number], 'day' | 'isWorking'>[];
}

/** Points that a team can do: what it is expected to finish, or else the most it has set itself; null where neither is known. */
export function teamCapacity({ expectedPoints, maxCapacity }: Capacity): number | null {
  return expectedPoints ?? maxCapacity;
}

/**
 * Everybody whose work is planned or who has something to do, and at last what nobody has. In points a person can do
 * that share of the team's capacity which they have of its hours.
 */
export function personLoads({ capacity, patterns, timeOff, items, days }: LoadsOf): readonly PersonLoad[] {
  const planned = new Set(capacity.people.map(({ personId }) => personId));
  const assigned = new Set(items.map(({ assignee }) => assignee?.id ?? null));
  const people = [...planned, ...[...assigned].filter((id) => id !== null && !planned.has(id))];
  const whole = teamCapacity(capacity);
  const hoursOfAll = capacity.hours ?? 0;
  const loads = [...people, ...(assigned.has(null) ? [null] : [])].map((personId): PersonLoad => {
    const own = items.filter(
      ({ assignee, category }) => (assignee?.id ?? null) === personId && category !== 'cancelled',
    );
    const hours = capacity.people.find((each) => each.personId === personId)?.hours ?? null;
    return {
      personId,
      hours,
      capacity: hours === null || whole === null || hoursOfAll === 0 ? null : rounded((whole * hours) / hoursOfAll),
      open: pointsOf(own.filter(({ category }) => category !== 'done')),
      done: pointsOf(own.filter(({ category }) => category === 'done')),
      items: own.length,
      days: personId === null ? [] : presences(personId, { capacity, patterns, timeOff, days }),
    };
  });
  return loads.filter(({ hours, items: count }) => hours !== null || count > 0);
}

/** The days without a working day between them on which somebody is away, wholly or in part. */
export function absences(days: readonly Presence[]): readonly { readonly from: string; readonly to: string }[] {
  const found: { from: string; to: string }[] = [];
  for (const [index, { day, share }] of days.entries()) {
    if (share === 1) continue;
    const last = found.at(-1);
    if (last !== undefined && days[index - 1]?.day === last.to) last.to = day;
    else found.push({ from: day, to: day });
  }
  return found;
}

function presences(
  personId: number,
  { capacity: { start, end }, patterns, timeOff, days }: Pick<LoadsOf, 'capacity' | 'patterns' | 'timeOff' | 'days'>,
): readonly Presence[] {
  const pattern = patterns.find((each) => each.personId === personId);
  if (pattern === undefined || start === null || end === null) return [];
  return days
    .filter(({ day, isWorking }) => isWorking && day >= start && day <= end)
    .map(({ day }) => {
      const works = pattern.weekdays === null || pattern.weekdays.includes(weekdayOf(day));
      const away = (timeOff.get(personId) ?? [])
        .filter(({ from, to }) => from <= day && day <= to)
        .reduce((sum, { share }) => sum + share, 0);
      return { day, share: works ? Math.max(0, 1 - away) : 0 };
    });
}

function pointsOf(items: readonly Pick<ItemRow, 'estimate'>[]): number {
  return rounded(items.reduce((sum, { estimate }) => sum + (estimate ?? 0), 0));
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
