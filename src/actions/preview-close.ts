import type { Destination } from '../domain/close-plan.ts';
import type { Iteration } from '../domain/iteration.ts';
import { type DestinationLoad, destinationsOf } from '../domain/plan-of-close.ts';
import { loadOf } from '../domain/planning-checks.ts';
import { noPrecondition } from '../domain/precondition.ts';
import type { ToldOf } from '../domain/receipt.ts';
import type { StatementFigures } from '../domain/statement.ts';
import { getIteration } from '../store/iterations.ts';
import { readCounters } from '../store/ledger.ts';
import { findReceipt } from '../store/receipts.ts';
import { listStatements } from '../store/statements.ts';
import { type ChangeIteration, changeIteration } from './change-iteration.ts';
import type { Closing } from './closing.ts';
import type { Tx } from './transact.ts';

/** What a close would come to. */
export interface PreviewOfClose {
  readonly figures: StatementFigures;
  readonly destinations: readonly DestinationLoad[];
  /** Who is told of what. */
  readonly told: readonly ToldOf[];
}

/**
 * Carries out a close, looks at what came of it, and undoes it all: what is told beforehand is then what will be so.
 * @throws Refusal whatever the close itself would be refused for
 */
export async function previewClose(
  tx: Tx,
  from: Iteration,
  closing: Closing,
  how: Pick<ChangeIteration, 'policy' | 'finishedAt'>,
): Promise<PreviewOfClose> {
  const { db, actor } = tx;
  const destinations = destinationsOf(closing.decisions);
  const present = new Map<Destination, { points: number; items: number }>();
  for (const to of destinations) present.set(to, to === 'new' ? { points: 0, items: 0 } : await scopeOf(tx, to));
  const previews: PreviewOfClose[] = [];
  const undone = new Error('Nothing of this is to stay');
  try {
    await tx.apart(async (part) => {
      const find = { iteration: { id: from.id }, precondition: noPrecondition };
      const { receiptId = 0 } = await changeIteration(part, { ...find, fields: {}, status: 'closed', closing, ...how });
      const { newIterationId, told } = (await findReceipt(db, actor.orgId, receiptId))?.content ?? nothing;
      const made = newIterationId ?? 0;
      const statement = (await listStatements(db, actor.orgId, from.id)).at(-1);
      if (statement === undefined) throw new Error(`Iteration ${from.id} was closed without a statement`);
      const loads: DestinationLoad[] = [];
      for (const to of destinations) {
        const id = to === 'new' ? made : to;
        const { title, minCapacity, maxCapacity } = await getIteration(db, actor.orgId, { id });
        const [before, after] = [present.get(to) ?? { points: 0, items: 0 }, await scopeOf(part, id)];
        const arriving = { points: after.points - before.points, items: after.items - before.items };
        const capacities = { minCapacity, maxCapacity };
        loads.push({ to, title, present: before, arriving, ...capacities, load: loadOf(after.points, capacities) });
      }
      previews.push({ figures: statement.figures, destinations: loads, told });
      throw undone;
    });
  } catch (error) {
    if (error !== undone) throw error;
  }
  const [preview] = previews;
  if (preview === undefined) throw new Error('There is nothing to be seen of a close');
  return preview;
}

const nothing = { newIterationId: null, told: [] };

async function scopeOf(tx: Tx, id: number): Promise<{ points: number; items: number }> {
  const { scopePoints: points, scopeItems: items } = await readCounters(tx.db, tx.actor.orgId, id);
  return { points, items };
}
