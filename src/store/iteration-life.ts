import { before } from '../domain/item-facts.ts';
import { knownAt, type Late, type ToldChange, type Turn } from '../domain/iteration-life.ts';
import type { Step } from '../domain/lifecycle.ts';
import { type Db, prepared } from './engine.ts';
import { numbersOf } from './numbers-of.ts';

/** How an iteration stood before an instant. Instants are epoch milliseconds. */
export interface Life {
  /** By which it had come to that, the first one first. */
  readonly turns: readonly Turn[];
  readonly status: 'planned' | 'active' | 'closed';
  readonly startedAt: number | null;
  /** When it was last closed, if it was closed then. */
  readonly closedAt: number | null;
  /** Whether it has not been opened again since. */
  readonly isStill: boolean;
  /** What was changed since, which `asItWas` takes back. */
  readonly since: readonly ToldChange[];
  /** Whether it said nothing about those to come, and why. */
  readonly isExcluded: boolean;
  readonly reason: string | null;
}

interface LifeEvent {
  readonly iterationId: number;
  readonly seq: number;
  readonly at: number;
  readonly kind: string;
  readonly data: string;
}

const eventsOf = prepared<{ orgId: number; ids: string }, LifeEvent>((db, value) =>
  db
    .selectFrom('event')
    .select((eb) => [eb.fn.coalesce('iteration_id', eb.lit(0)).as('iterationId'), 'seq', 'at', 'kind', 'data'])
    .where('org_id', '=', value('orgId'))
    .where('iteration_id', 'in', numbersOf(db, value('ids')))
    .where('kind', 'in', ['iteration.created', 'iteration.changed', 'iteration.removed', 'iteration.sampled'])
    .orderBy('seq'),
);

/** The events by which an iteration was started, closed and reopened, the first one first. */
export async function readTurns(db: Db, orgId: number, iterationId: number): Promise<readonly Turn[]> {
  return (await eventsOf(db, { orgId, ids: `[${iterationId}]` })).flatMap(turnIn);
}

/**
 * How iterations stood before an instant, in epoch milliseconds, by their numbers; those that had not been made yet, or were
 * removed, are not there.
 */
export async function readLives(
  db: Db,
  orgId: number,
  iterationIds: readonly number[],
  asOf: number,
): Promise<ReadonlyMap<number, Life>> {
  const events = new Map<number, LifeEvent[]>();
  for (const event of await eventsOf(db, { orgId, ids: JSON.stringify(iterationIds) })) {
    const own = events.get(event.iterationId);
    if (own === undefined) events.set(event.iterationId, [event]);
    else own.push(event);
  }
  const lives = [...events].map(([id, own]) => [id, lifeOf(own, asOf)] as const);
  return new Map(lives.flatMap(([id, life]) => (life === null ? [] : [[id, life]])));
}

function lifeOf(events: readonly LifeEvent[], asOf: number): Life | null {
  const then = before(events, asOf);
  if (then.length === 0 || then.some(({ kind }) => kind === 'iteration.removed')) return null;
  const turns = events.flatMap(turnIn);
  const { status, closedAt } = knownAt({ turns, facts: [] }, { zone: 'UTC', frozenAt: null }, asOf);
  const mark = then.findLast(({ kind }) => kind === 'iteration.sampled');
  const { excluded = false, reason = null }: { excluded?: boolean; reason?: string | null } = JSON.parse(
    mark?.data ?? '{}',
  );
  return {
    turns: before(turns, asOf),
    status,
    closedAt,
    startedAt: turns.find(({ steps }) => steps.includes('start'))?.at ?? null,
    isStill: turns.every(({ at, steps }) => at < asOf || !steps.includes('reopen')),
    since: events.slice(then.length).map(changeIn),
    isExcluded: excluded,
    reason,
  };
}

/** What an event of an iteration tells of how it was before; one that made it tells nothing. */
function changeIn({ data }: LifeEvent): ToldChange {
  const { before: was = {} }: { before?: ToldChange } = JSON.parse(data);
  return was;
}

/** The steps that an event of an iteration tells of; none, if it tells of none. */
function turnIn({ seq, at, kind, data }: LifeEvent): readonly Turn[] {
  const {
    steps = [],
    status,
    finishedAt,
    late,
  }: { steps?: readonly Step[]; status?: string } & Pick<Turn, 'finishedAt' | 'late'> = JSON.parse(data);
  const taken = kind === 'iteration.created' ? bornWith(status) : steps;
  if (taken.length === 0) return [];
  return [
    {
      seq,
      at,
      steps: taken,
      ...(finishedAt === undefined ? {} : { finishedAt }),
      ...(late === undefined ? {} : { late }),
    },
  ];
}

const lastEvent = prepared<{ orgId: number; by: number }, { seq: number }>((db, value) =>
  db
    .selectFrom('event')
    .select('seq')
    .where('org_id', '=', value('orgId'))
    .where('at', '<=', value('by'))
    .orderBy('seq', 'desc')
    .limit(1),
);

/** What has happened in an organization since an instant, in epoch milliseconds. */
export async function readLate(db: Db, orgId: number, since: number): Promise<Late> {
  const [after] = await lastEvent(db, { orgId, by: since });
  const [until] = await lastEvent(db, { orgId, by: Number.MAX_SAFE_INTEGER });
  return { after: after?.seq ?? 0, until: until?.seq ?? 0 };
}

/** One can be made in any status. */
function bornWith(status: string | undefined): readonly Step[] {
  if (status === 'active') return ['start'];
  return status === 'closed' || status === 'archived' ? ['start', 'close'] : [];
}
