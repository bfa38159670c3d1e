import { dayIn, dayTeller } from './days.ts';
import type { Iteration } from './iteration.ts';

/** By which a fact is filed. */
export interface Filing {
  /** The IANA zone of the iteration's days. */
  readonly zone: string;
  /** When the commitment is measured; null until it is started. Epoch milliseconds. */
  readonly frozenAt: number | null;
}

/** The bucket for facts from before an iteration's freeze: they make up the commitment. */
export const beforeStart = '';
/** The bucket for facts from after it was closed: no chart shows them. A reopening files them under its own day. */
export const afterClose = '~';

/**
 * The day to which a fact about an iteration belongs: the local day of its zone while it runs, else one of the two
 * buckets (metrics rule: the freeze instant, the actual start and the grace, splits commitment from change; and a closed
 * chart never moves). Instants are epoch milliseconds.
 */
export function ledgerDay({ status }: Pick<Iteration, 'status'>, filing: Filing, at: number): string {
  if (status === 'planned') return beforeStart;
  return status === 'active' ? runningDay(filing, at) : afterClose;
}

/** The same for what happens while it runs: before the freeze it is still part of the commitment. */
export function runningDay({ zone, frozenAt }: Filing, at: number): string {
  return frozenAt !== null && at < frozenAt ? beforeStart : dayIn(zone, at);
}

/** The same for many instants. */
export function runningDays({ zone, frozenAt }: Filing): (at: number) => string {
  const dayOf = dayTeller(zone);
  return (at) => (frozenAt !== null && at < frozenAt ? beforeStart : dayOf(at));
}
