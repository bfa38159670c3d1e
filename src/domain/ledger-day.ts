import { dayIn } from './days.ts';
import type { Iteration } from './iteration.ts';

/** The bucket for facts from before an iteration was started: they make up the commitment. */
export const beforeStart = '';
/** The bucket for facts from after it was closed: no chart shows them. A reopening files them under its own day. */
export const afterClose = '~';

/**
 * The day to which a fact about an iteration belongs: the local day of its zone while it runs, else one of the two
 * buckets (metrics rule: the freeze instant splits commitment from change, and a closed chart never moves).
 */
export function ledgerDay(iteration: Pick<Iteration, 'status'>, zone: string, at: number): string {
  if (iteration.status === 'planned') return beforeStart;
  return iteration.status === 'active' ? dayIn(zone, at) : afterClose;
}
