import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AttemptResult, maxAttempts, settleAttempt } from './webhook-schedule.ts';

const answered = (status: number, retryAfter: number | null = null): AttemptResult => ({
  kind: 'answered',
  status,
  retryAfter,
});
const broken: AttemptResult = { kind: 'failed', error: 'The connection failed' };
const seconds = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400];
const hourMs = 3_600_000;

const failure = fc.oneof(
  fc.constant(broken),
  fc.record({
    kind: fc.constant('answered' as const),
    status: fc.integer({ min: 100, max: 599 }).filter((status) => status < 200 || status > 299),
    retryAfter: fc.option(fc.integer({ min: 0, max: 1_000_000 }), { nil: null }),
  }),
);
const state = fc.record({
  attempts: fc.integer({ min: 1, max: maxAttempts + 3 }),
  failingSince: fc.option(fc.integer({ min: 1, max: 1e12 }), { nil: null }),
  now: fc.integer({ min: 1e12, max: 2e12 }),
});
const chance = fc.double({ min: 0, max: 1, noNaN: true });

describe('settling an attempt', () => {
  it('takes every 2xx as done, and as the end of all failing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 299 }), state, chance, (status, before, where) => {
        expect(settleAttempt(answered(status), before, where)).toEqual({
          delivery: { state: 'delivered', nextAt: before.now },
          failingSince: null,
          restUntil: null,
          offBecause: null,
        });
      }),
    );
  });

  it('tries again within a fifth of the planned wait, later only when the receiver rests, and gives up after ten times', () => {
    fc.assert(
      fc.property(failure, state, chance, (result, before, where) => {
        const { delivery, restUntil } = settleAttempt(result, before, where);
        expect(delivery.state).toBe(before.attempts >= maxAttempts ? 'dead' : 'waiting');
        if (delivery.state === 'dead') return;
        const wait = (seconds[before.attempts - 1] ?? 0) * 1000;
        const latest = Math.max(before.now + wait * 1.2, restUntil ?? 0);
        expect(delivery.nextAt).toBeGreaterThanOrEqual(before.now + wait * 0.8);
        expect(delivery.nextAt).toBeLessThanOrEqual(latest + 1);
      }),
    );
  });

  it('rests only for a receiver that is overloaded, as long as it asks, and never for more than an hour', () => {
    fc.assert(
      fc.property(failure, state, chance, (result, before, where) => {
        const { restUntil } = settleAttempt(result, before, where);
        const isOverloaded = result.kind === 'answered' && [429, 502, 503, 504].includes(result.status);
        const asked = 'retryAfter' in result ? (result.retryAfter ?? 5) * 1000 : 0;
        expect(restUntil).toBe(isOverloaded ? before.now + Math.min(asked, hourMs) : null);
      }),
    );
  });

  it('remembers since when it fails, and switches off at 410 and after three days', () => {
    fc.assert(
      fc.property(failure, state, chance, (result, before, where) => {
        const { failingSince, offBecause } = settleAttempt(result, before, where);
        expect(failingSince).toBe(before.failingSince ?? before.now);
        const isGone = result.kind === 'answered' && result.status === 410;
        const isLong = before.now - (before.failingSince ?? before.now) >= 72 * hourMs;
        expect(offBecause !== null).toBe(isGone || isLong);
      }),
    );
  });

  it('spends a little more than three days on a message that never arrives', () => {
    let now = 0;
    let attempts = 1;
    for (;;) {
      const { delivery } = settleAttempt(broken, { attempts, failingSince: null, now }, 0.5);
      if (delivery.state === 'dead') break;
      now = delivery.nextAt;
      attempts += 1;
    }
    expect(attempts).toBe(10);
    expect(now).toBe(seconds.reduce((sum, each) => sum + each, 0) * 1000);
    expect(now / hourMs).toBeGreaterThan(72);
  });
});
