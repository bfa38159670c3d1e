/** What a caller has left after one more request. */
export interface Allowance {
  readonly limit: number;
  readonly remaining: number;
  /** Epoch seconds at which the bucket is full again. */
  readonly resetAt: number;
  /** Seconds to wait, if this request is one too many; else 0. */
  readonly retryAfter: number;
  /** Seconds in which an empty bucket fills up; null where there is no limit. */
  readonly window: number | null;
}

/** Buckets that have filled up again are forgotten when there are this many. */
const maxBuckets = 20_000;

/**
 * A token bucket per key: `perSecond` on average, `burst` at once. Answers what is left after taking one, or after
 * giving one back. The clock is in epoch milliseconds; a clock that jumps back gives nothing and takes nothing.
 */
export function rateLimiter(
  perSecond: number,
  burst: number,
): (key: string, now: number, change?: 'take' | 'give back') => Allowance {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return (key, now, change = 'take') => {
    const kept = buckets.get(key) ?? { tokens: burst, at: now };
    const filled = Math.min(burst, kept.tokens + (Math.max(0, now - kept.at) / 1000) * perSecond);
    const isAllowed = change === 'give back' || filled >= 1;
    const tokens = change === 'give back' ? Math.min(burst, filled + 1) : isAllowed ? filled - 1 : filled;
    if (buckets.size >= maxBuckets && !buckets.has(key)) forgetFull(buckets, now, perSecond, burst);
    buckets.set(key, { tokens, at: now });
    return {
      limit: burst,
      remaining: Math.floor(tokens),
      resetAt: Math.ceil(now / 1000 + (burst - tokens) / perSecond),
      retryAfter: isAllowed ? 0 : Math.max(1, Math.ceil((1 - tokens) / perSecond)),
      window: Math.ceil(burst / perSecond),
    };
  };
}

function forgetFull(
  buckets: Map<string, { tokens: number; at: number }>,
  now: number,
  perSecond: number,
  burst: number,
): void {
  for (const [key, { tokens, at }] of buckets) {
    if (tokens + ((now - at) / 1000) * perSecond >= burst) buckets.delete(key);
  }
  if (buckets.size >= maxBuckets) buckets.clear();
}
