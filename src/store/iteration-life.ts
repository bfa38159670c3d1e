import type { Late, Turn } from '../domain/iteration-life.ts';
import type { Step } from '../domain/lifecycle.ts';
import { type Db, prepared } from './engine.ts';

interface TurnRow {
  readonly seq: number;
  readonly at: number;
  readonly kind: string;
  readonly data: string;
}

const turnsOf = prepared<{ orgId: number; iterationId: number }, TurnRow>((db, value) =>
  db
    .selectFrom('event')
    .select(['seq', 'at', 'kind', 'data'])
    .where('org_id', '=', value('orgId'))
    .where('iteration_id', '=', value('iterationId'))
    .where('kind', 'in', ['iteration.created', 'iteration.changed'])
    .orderBy('seq'),
);

/** The events by which an iteration was started, closed and reopened, the first one first. */
export async function readTurns(db: Db, orgId: number, iterationId: number): Promise<readonly Turn[]> {
  return (await turnsOf(db, { orgId, iterationId })).flatMap(turnIn);
}

/** The steps that an event of an iteration tells of; none, if it tells of none. */
export function turnIn({ seq, at, kind, data }: TurnRow): readonly Turn[] {
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
