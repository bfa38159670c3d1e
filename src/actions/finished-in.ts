import type { ClosingMember } from '../domain/closing-item.ts';
import type { Iteration } from '../domain/iteration.ts';
import type { Turn } from '../domain/iteration-life.ts';
import { readStaysElsewhere } from '../store/after-close.ts';
import { readFinishes } from '../store/closing-members.ts';
import type { Db } from '../store/engine.ts';
import { readTurns } from '../store/iteration-life.ts';
import type { Tx } from './transact.ts';

/**
 * Which members of an iteration were finished in it: since its start, since they came in, and not, while it was closed, in
 * another one that they had gone to meanwhile (metrics rule: an item is credited once). Where the clock does not tell
 * what came first, the order of events does.
 */
export async function finishedIn(
  { db }: Tx,
  { orgId, id: iterationId, startedAt }: Iteration,
  members: readonly ClosingMember[],
  wasClosedBefore: boolean,
): Promise<ReadonlySet<number>> {
  const start = startedAt ?? Number.POSITIVE_INFINITY;
  const done = members.filter(
    ({ category, doneAt, enteredAt }) => category === 'done' && doneAt !== null && doneAt >= Math.max(start, enteredAt),
  );
  const isTied = ({ doneAt, enteredAt }: ClosingMember) => doneAt === start || doneAt === enteredAt;
  if (!wasClosedBefore && !done.some(isTied)) return new Set(done.map(({ id }) => id));

  const [finishes, turns] = [await readFinishes(db, orgId, iterationId), await readTurns(db, orgId, iterationId)];
  const startSeq = turns.find(({ steps }) => steps.includes('start'))?.seq ?? 0;
  const isHere = ({ id, enteredSeq }: ClosingMember): boolean => {
    const seq = finishes.get(id);
    return seq !== undefined && seq >= startSeq && seq >= enteredSeq;
  };
  const here = done.filter(isHere).map(({ id }) => id);
  if (!wasClosedBefore) return new Set(here);
  const own = new Map(here.map((id) => [id, finishes.get(id) ?? 0]));
  const elsewhere = await finishedElsewhere(db, { orgId, iterationId, turns }, own);
  return new Set(here.filter((id) => !elsewhere.has(id)));
}

/**
 * Which items were finished, by the event of that number, while an iteration was closed and they were in another one that
 * they had gone to meanwhile.
 */
export async function finishedElsewhere(
  db: Db,
  of: { readonly orgId: number; readonly iterationId: number; readonly turns: readonly Turn[] },
  finishes: ReadonlyMap<number, number>,
): Promise<ReadonlySet<number>> {
  const closes = of.turns.filter(({ steps }) => steps.includes('close') || steps.includes('reopen'));
  const [firstClose] = closes;
  if (firstClose === undefined) return new Set();
  const isElsewhere = await readStaysElsewhere(db, { ...of, after: firstClose.seq }, [...finishes.keys()]);
  return new Set(
    [...finishes].flatMap(([id, seq]) => {
      const turn = closes.findLast((each) => each.seq < seq);
      return turn?.steps.includes('close') === true && isElsewhere(id, seq, turn.seq) ? [id] : [];
    }),
  );
}
