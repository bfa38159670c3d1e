import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rateLimiter } from './rate-limit.ts';

describe('the rate limit', () => {
  it('lets a burst through, then one for every share of a second', () => {
    const take = rateLimiter(5, 10);
    const first = Array.from({ length: 11 }, () => take('a', 1_000_000));
    expect(first.map((allowance) => allowance.retryAfter)).toEqual([...Array.from({ length: 10 }, () => 0), 1]);
    expect(first[0]).toMatchObject({ limit: 10, remaining: 9 });
    expect(take('a', 1_000_200).retryAfter).toBe(0);
    expect(take('a', 1_000_200).retryAfter).toBe(1);
    expect(take('b', 1_000_200).retryAfter).toBe(0);
  });

  it('takes back what was counted, and no more than that', () => {
    const take = rateLimiter(5, 10);
    expect(take('a', 1_000_000).remaining).toBe(9);
    expect(take('a', 1_000_000, 'give back')).toMatchObject({ remaining: 10, retryAfter: 0 });
    expect(take('a', 1_000_000, 'give back')).toMatchObject({ remaining: 10, retryAfter: 0 });
    expect(take('a', 1_000_000).remaining).toBe(9);
  });

  it('never lets more through than burst and time allow, however the requests fall', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 400 }), { maxLength: 200 }), (gaps) => {
        const take = rateLimiter(5, 10);
        let now = 1_000_000;
        let latest = now;
        let passed = 0;
        for (const gap of gaps) {
          now += gap;
          latest = Math.max(latest, now);
          if (take('a', now).retryAfter === 0) passed += 1;
        }
        // A clock that jumps back and forth can only repeat time it has counted once.
        const counted = gaps.reduce((sum, gap) => sum + Math.max(0, gap), 0);
        expect(passed).toBeLessThanOrEqual(10 + (counted / 1000) * 5 + 1);
      }),
    );
  });
});
