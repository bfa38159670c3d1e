/** What became of one attempt to send. `answered`: with a status. `failed`: no answer came, and why. */
export type AttemptResult =
  | { readonly kind: 'answered'; readonly status: number /** Seconds. */; readonly retryAfter: number | null }
  | { readonly kind: 'failed'; readonly error: string };

/** What an attempt means for its delivery and for the webhook. Instants are epoch milliseconds. */
export interface Settlement {
  readonly delivery: { readonly state: 'waiting' | 'delivered' | 'dead'; readonly nextAt: number };
  /** The start of the failures that have not ended; null when all is well. */
  readonly failingSince: number | null;
  /** Nothing is sent to the receiver before; null when it did not ask for rest. */
  readonly restUntil: number | null;
  /** Why the webhook is switched off; null when it is not. */
  readonly offBecause: string | null;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** The waits after the first attempt, the second, and so on. */
const waits = [
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
] as const;

/** How often a message is sent at most, unless somebody asks for it again. */
export const maxAttempts = waits.length + 1;
/** Waits differ by up to so much, so that what failed together does not come back together. */
const spread = 0.2;
const longestRest = hour;
const patience = 72 * hour;
/** Statuses by which a receiver says that it is too busy, and how long it rests when it does not say for how long. */
const overloaded: readonly number[] = [429, 502, 503, 504];
const rest = 5 * second;
const gone = 410;

/**
 * Settles an attempt. 2xx is success and anything else a failure, redirections too. `attempts` counts this one;
 * `chance` is from 0 to 1 and places the next attempt within its spread.
 */
export function settleAttempt(
  result: AttemptResult,
  before: { readonly attempts: number; readonly failingSince: number | null; readonly now: number },
  chance: number,
): Settlement {
  const { attempts, now } = before;
  const status = result.kind === 'answered' ? result.status : null;
  if (status !== null && status >= 200 && status < 300) {
    return {
      delivery: { state: 'delivered', nextAt: now },
      failingSince: null,
      restUntil: null,
      offBecause: null,
    };
  }
  const failingSince = before.failingSince ?? now;
  const asked = result.kind === 'answered' && result.retryAfter !== null ? result.retryAfter * second : null;
  const restMs = Math.min(asked ?? rest, longestRest);
  const restUntil = status !== null && overloaded.includes(status) ? now + restMs : null;
  const wait = waits[attempts - 1];
  const nextAt = now + (wait === undefined ? 0 : Math.round(wait * (1 - spread + 2 * spread * chance)));
  return {
    delivery:
      wait === undefined ? { state: 'dead', nextAt } : { state: 'waiting', nextAt: Math.max(nextAt, restUntil ?? 0) },
    failingSince,
    restUntil,
    offBecause: reasonToStop(status, now - failingSince),
  };
}

function reasonToStop(status: number | null, failingMs: number): string | null {
  if (status === gone) return 'The receiver answered 410 Gone';
  if (failingMs >= patience) return 'Every attempt of the last three days has failed';
  return null;
}
