import type { Counters } from './ledger.ts';

/** The version in which a plan saw a row. */
export interface SeenVersion {
  readonly id: number;
  readonly version: number;
}

/** What says when there is work: calendars of the three levels, and who works when in a project or in an iteration. */
export const timeThings = [
  'organization_calendar',
  'project_calendar',
  'iteration_calendar',
  'project_work_patterns',
  'iteration_work_patterns',
] as const;

/** A row that says when there is work, by whose it is. */
export interface SeenTime extends SeenVersion {
  readonly thing: (typeof timeThings)[number];
}

/** Every row that a plan of a close stands on: once one of them is other, the plan is stale. */
export interface CoveredRows {
  readonly iteration: SeenVersion;
  /** What the iteration holds, which is what its figures will be. */
  readonly counters: Counters;
  /** Iterations that take items in, or in which it matters who is away. */
  readonly destinations: readonly SeenVersion[];
  /** The unfinished items, in their order. */
  readonly items: readonly SeenVersion[];
  readonly policy: SeenVersion | null;
  /** When the assignees are away, by the person; only where the policy asks. */
  readonly timeOff: readonly SeenVersion[];
  /** When there is work in the iteration, and in those that take its items; version 1 where nothing was said. */
  readonly workingTime: readonly SeenTime[];
}

/** A row that is other than a plan saw it. `figures` are those of the iteration: what is done in it, for one. */
export interface ChangedRow {
  readonly thing: 'iteration' | 'figures' | 'item' | 'policy' | 'time_off' | SeenTime['thing'];
  readonly id: number;
  /** `came` and `left` are items that are, or are no more, among the unfinished ones; `gone` is what is there no more. */
  readonly how: 'changed' | 'came' | 'left' | 'moved' | 'gone';
}

/** What has changed since a plan was made; nothing for a plan that still holds. */
export function changedRows(seen: CoveredRows, now: CoveredRows): readonly ChangedRow[] {
  const { iteration } = now;
  const iterations = [seen.iteration, ...seen.destinations];
  return [
    ...changedAmong('iteration', iterations, [iteration, ...now.destinations], 'gone'),
    ...(JSON.stringify(seen.counters) === JSON.stringify(now.counters)
      ? []
      : [{ thing: 'figures', id: iteration.id, how: 'changed' } as const]),
    ...changedAmong('item', seen.items, now.items, 'left'),
    ...moved(seen.items, now.items),
    ...(seen.policy === null
      ? []
      : changedAmong('policy', [seen.policy], now.policy === null ? [] : [now.policy], 'gone')),
    ...changedAmong('time_off', seen.timeOff, now.timeOff, 'gone'),
    ...timeThings.flatMap((thing) =>
      changedAmong(thing, ofThing(seen.workingTime, thing), ofThing(now.workingTime, thing), 'gone'),
    ),
  ];
}

function ofThing(rows: readonly SeenTime[], thing: SeenTime['thing']): readonly SeenVersion[] {
  return rows.filter((row) => row.thing === thing);
}

function changedAmong(
  thing: ChangedRow['thing'],
  seen: readonly SeenVersion[],
  now: readonly SeenVersion[],
  missing: 'left' | 'gone',
): readonly ChangedRow[] {
  const before = new Map(seen.map(({ id, version }) => [id, version]));
  const after = new Map(now.map(({ id, version }) => [id, version]));
  return [
    ...seen.flatMap(({ id, version }): readonly ChangedRow[] => {
      const present = after.get(id);
      if (present === undefined) return [{ thing, id, how: missing }];
      return present === version ? [] : [{ thing, id, how: 'changed' }];
    }),
    ...now.flatMap(({ id }): readonly ChangedRow[] => (before.has(id) ? [] : [{ thing, id, how: 'came' }])),
  ];
}

/** Items that nobody changed, but that stand in another order. */
function moved(seen: readonly SeenVersion[], now: readonly SeenVersion[]): readonly ChangedRow[] {
  if (seen.length !== now.length) return [];
  return now.flatMap(({ id }, index): readonly ChangedRow[] =>
    seen[index]?.id === id ? [] : [{ thing: 'item', id, how: 'moved' }],
  );
}
