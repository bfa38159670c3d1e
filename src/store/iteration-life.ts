import type { ToldChange, Turn } from '../domain/iteration-life.ts';
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
    .where('kind', 'in', ['iteration.created', 'iteration.changed', 'iteration.removed'])
    .orderBy('seq'),
);

/** The events by which an iteration was started, closed and reopened, the first one first. */
export async function readTurns(db: Db, orgId: number, iterationId: number): Promise<readonly Turn[]> {
  return (await turnsOf(db, { orgId, iterationId })).flatMap(turnIn);
}

/** The changes of an iteration that its events tell of, the first one first. */
export async function readChanges(db: Db, orgId: number, iterationId: number): Promise<readonly ToldChange[]> {
  return (await turnsOf(db, { orgId, iterationId })).map(changeIn);
}

/** What an event of an iteration tells of how it was before; of one that was made then: nothing. */
export function changeIn({ at, data }: Pick<TurnRow, 'at' | 'data'>): ToldChange {
  const { before = {} }: { before?: ToldChange['before'] } = JSON.parse(data);
  return { at, before };
}

/** The steps that an event of an iteration tells of; none, if it tells of none. */
export function turnIn({ seq, at, kind, data }: TurnRow): readonly Turn[] {
  const { steps = [], status }: { steps?: readonly Step[]; status?: string } = JSON.parse(data);
  const taken = kind === 'iteration.created' ? bornWith(status) : steps;
  return taken.length === 0 ? [] : [{ seq, at, steps: taken }];
}

/** One can be made in any status. */
function bornWith(status: string | undefined): readonly Step[] {
  if (status === 'active') return ['start'];
  return status === 'closed' || status === 'archived' ? ['start', 'close'] : [];
}
