import { before, type ItemFact } from './item-facts.ts';
import type { Iteration } from './iteration.ts';
import type { Fact } from './ledger.ts';
import { afterClose, beforeStart, type Filing, runningDays } from './ledger-day.ts';
import type { Step } from './lifecycle.ts';

/** An event by which an iteration took steps of its life. */
export interface Turn {
  readonly seq: number;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly steps: readonly Step[];
  /** Of a close, when the iteration really ended; absent where that is when it was closed. Epoch milliseconds. */
  readonly finishedAt?: number;
  /** Of a close that is dated back, what came too late for it. */
  readonly late?: Late;
}

/** Events by their numbers: those behind the one, and up to the other, the last before the closing began. */
export interface Late {
  readonly after: number;
  readonly until: number;
}

/** What the event of a change tells of the iteration: what it was before, and what it is. */
export const toldFields = [
  'title',
  'goal',
  'status',
  'start',
  'end',
  'minCapacity',
  'maxCapacity',
  'zone',
  'parentId',
  'kind',
  'sequence',
] as const satisfies readonly (keyof Iteration)[];

/** A change of an iteration, as its event tells it: those of the fields that it changed, as they were before. */
export type ToldChange = Partial<Pick<Iteration, (typeof toldFields)[number]>>;

/** An iteration as it was before it was changed. Changes are by rising number. */
export function asItWas<I extends Partial<Iteration>>(iteration: I, since: readonly ToldChange[]): I {
  return since.reduceRight<I>((later, change) => ({ ...later, ...change }), iteration);
}

/** A fact, the event that it is of, and the day under which it is filed, whether of one item or of many. */
export type DatedFact = Fact & Pick<ItemFact, 'seq' | 'at' | 'day'>;

/** What was known of an iteration at some instant. */
export interface Known<F> {
  readonly status: 'planned' | 'active' | 'closed';
  /** When it was last closed, if it was closed then. */
  readonly closedAt: number | null;
  /** The facts known then, filed as they were filed then. */
  readonly facts: readonly F[];
}

/**
 * What was known of an iteration before an instant, from its whole history: facts from before the freeze belong to the
 * commitment; those from while it was closed count for nothing until it is reopened, and then for the day of that. A close
 * that is dated back leaves out what came too late for it until it is reopened, and what the closing itself does then counts
 * for the day that it is dated to. Turns and facts are by rising number. Without an instant: what is known now.
 */
export function knownAt<F extends DatedFact>(
  history: { readonly turns: readonly Turn[]; readonly facts: readonly F[] },
  filing: Filing,
  at = Number.POSITIVE_INFINITY,
): Known<F> {
  const turns = before(history.turns, at);
  const start = turns.find(({ steps }) => steps.includes('start'));
  const closes = turns.filter(({ steps }) => steps.includes('close') || steps.includes('reopen'));
  const last = closes.at(-1);
  const isClosed = last?.steps.includes('close') === true;
  const { after, until } = last?.late ?? { after: Number.POSITIVE_INFINITY, until: 0 };
  const ending = last?.late === undefined ? Number.POSITIVE_INFINITY : (last.finishedAt ?? last.at);
  const filed = runningDays(filing);
  const dayOf = ({ seq, at: instant }: F): string => {
    if (start === undefined || seq < start.seq) return beforeStart;
    if (last !== undefined && seq > after && seq < last.seq) return seq <= until ? afterClose : filed(ending);
    const since = closes.findLast((turn) => turn.seq < seq);
    if (since?.steps.includes('close') !== true) return filed(instant);
    const reopening = closes.find((turn) => turn.seq > since.seq);
    return reopening === undefined ? afterClose : filed(Math.min(reopening.at, ending));
  };
  return {
    status: start === undefined ? 'planned' : isClosed ? 'closed' : 'active',
    closedAt: isClosed ? (last.finishedAt ?? last.at) : null,
    // Mostly a fact is filed as it is stored, and need not be copied.
    facts: before(history.facts, at).map((fact) => {
      const day = dayOf(fact);
      return day === fact.day ? fact : { ...fact, day };
    }),
  };
}
