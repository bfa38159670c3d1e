import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anIteration } from '../../test/support/an-iteration.ts';
import {
  type ChangePolicy,
  checkCapacities,
  decideChange,
  type IterationFields,
  instantOf,
  isSameIteration,
  withFields,
} from './change-of-iteration.ts';
import { addDays, startOfUtcDay } from './days.ts';
import type { Iteration, PlannedDate } from './iteration.ts';
import { anyMove } from './lifecycle.ts';

const open: ChangePolicy = { ...anyMove, fixedWhenClosed: [], endAfterStart: 'day' };
const now = Date.UTC(2026, 2, 23, 8);

const plannedDate: fc.Arbitrary<PlannedDate> = fc
  .record({ offset: fc.integer({ min: 0, max: 30 }), time: fc.option(fc.integer({ min: 0, max: 86_399_999 })) })
  .map(({ offset, time }) => {
    const day = addDays('2026-03-20', offset);
    return { day, at: time === null ? null : startOfUtcDay(day) + time };
  });
const capacity = fc.option(fc.integer({ min: 0, max: 100 }));
const fields: fc.Arbitrary<IterationFields> = fc.record(
  {
    title: fc.string({ minLength: 1, maxLength: 5 }),
    goal: fc.option(fc.string({ maxLength: 5 })),
    start: fc.option(plannedDate),
    end: fc.option(plannedDate),
    minCapacity: capacity,
    maxCapacity: capacity,
  },
  { requiredKeys: [] },
);

function codeOf(act: () => unknown): string | null {
  try {
    act();
    return null;
  } catch (error) {
    return (error as { code?: string }).code ?? 'fault';
  }
}

describe('a change of fields', () => {
  it('sets what is mentioned, to nothing if so asked, and leaves the rest alone', () => {
    const before = anIteration({ goal: 'Ship', minCapacity: 10, maxCapacity: 20 });
    const { next, steps } = decideChange(before, { goal: null, maxCapacity: 30 }, open, now);
    expect(steps).toEqual([]);
    expect(next).toEqual({ ...before, goal: null, maxCapacity: 30 });
  });

  it('made twice is made once, whatever it is', () => {
    fc.assert(
      fc.property(fields, (change) => {
        const before = anIteration();
        const once = withFields(before, change);
        expect(isSameIteration(withFields(once, change), once)).toBe(true);
        expect(isSameIteration(withFields(before, {}), before)).toBe(true);
      }),
    );
  });

  it('is let through or refused as a whole: whatever passes has its dates and capacities in order', () => {
    fc.assert(
      fc.property(fields, (change) => {
        const before = anIteration({ minCapacity: 20, maxCapacity: 60 });
        const code = codeOf(() => {
          const { start, end, minCapacity, maxCapacity } = decideChange(before, change, open, now).next;
          const isInOrder = start === null || end === null || end.day >= start.day;
          const isBounded = minCapacity === null || maxCapacity === null || minCapacity <= maxCapacity;
          if (!isInOrder || !isBounded) throw new Error('let through');
        });
        expect([null, 'dates_reversed', 'invalid']).toContain(code);
      }),
    );
  });

  it('is refused once the iteration is removed', () => {
    expect(codeOf(() => decideChange(anIteration({ status: 'removed' }), {}, open, now))).toBe(
      'transition_not_allowed',
    );
  });
});

describe('the dates', () => {
  const start = { day: '2026-03-23', at: null };
  const instant = { day: '2026-03-23', at: Date.UTC(2026, 2, 23, 9) };

  it('may be one day, but not end before they start, and the one that was sent is to blame', () => {
    const end = (day: string) => () => decideChange(anIteration(), { end: { day, at: null } }, open, now);
    expect(codeOf(end('2026-03-23'))).toBeNull();
    expect(end('2026-03-22')).toThrow(expect.objectContaining({ code: 'dates_reversed', details: { field: 'end' } }));
    expect(() => decideChange(anIteration(), { start: { day: '2026-04-04', at: null } }, open, now)).toThrow(
      expect.objectContaining({ code: 'dates_reversed', details: { field: 'start' } }),
    );
  });

  it('must end at a later instant where that is asked for, but only of a request that sends a date', () => {
    const strict: ChangePolicy = { ...open, endAfterStart: 'later' };
    const oneDay = anIteration({ start, end: start });
    expect(codeOf(() => decideChange(oneDay, { title: 'Other' }, strict, now))).toBeNull();
    expect(codeOf(() => decideChange(oneDay, { end: start }, strict, now))).toBe('dates_reversed');
    expect(codeOf(() => decideChange(oneDay, { end: instant }, strict, now))).toBeNull();
  });

  it('do not change when the same instant is sent, even as written in another zone', () => {
    const before = anIteration({ start: instant });
    expect(withFields(before, { start: { day: '2026-03-24', at: instant.at } }).start).toBe(before.start);
    expect(
      withFields(anIteration({ start }), { start: { day: '2026-03-23', at: startOfUtcDay('2026-03-23') } }).start,
    ).toEqual(start);
  });

  it('lose their instant when a bare date is sent that stands for another one', () => {
    expect(withFields(anIteration({ start: instant }), { start }).start).toEqual(start);
  });

  it('stand for midnight UTC when they have no instant', () => {
    expect(instantOf(start)).toBe(Date.UTC(2026, 2, 23));
    expect(instantOf(instant)).toBe(instant.at);
  });
});

describe('the capacities', () => {
  it('are refused when the lower one is above the upper one; a missing one bounds nothing', () => {
    const check = (minCapacity: number | null, maxCapacity: number | null) =>
      codeOf(() => checkCapacities(anIteration({ minCapacity, maxCapacity })));
    expect([check(5, 5), check(0, null), check(null, 0), check(null, null)]).toEqual([null, null, null, null]);
    expect(check(6, 5)).toBe('invalid');
  });
});

describe('a closed iteration', () => {
  const strict: ChangePolicy = { ...open, fixedWhenClosed: ['start', 'end'] };

  it('keeps the fields that its caller may not change any more, and takes the others', () => {
    for (const status of ['closed', 'archived'] as const) {
      const closed = anIteration({ status });
      expect(() => decideChange(closed, { end: { day: '2026-04-10', at: null } }, strict, now)).toThrow(
        expect.objectContaining({ code: 'transition_not_allowed', details: { field: 'end' } }),
      );
      expect(decideChange(closed, { title: 'Late name' }, strict, now).next.title).toBe('Late name');
    }
  });

  it('does not mind being sent what it has', () => {
    const closed = anIteration({ status: 'closed' });
    expect(
      isSameIteration(decideChange(closed, { end: closed.end, start: closed.start }, strict, now).next, closed),
    ).toBe(true);
  });
});

describe('a change of status', () => {
  it('runs the steps between in one change, after the fields: dates sent along serve to start', () => {
    const bare = anIteration({ start: null, end: null });
    expect(codeOf(() => decideChange(bare, { status: 'active' }, open, now))).toBe('dates_missing');
    const { next, steps } = decideChange(
      bare,
      { start: { day: '2026-03-23', at: null }, end: { day: '2026-04-03', at: null }, status: 'archived' },
      open,
      now,
    );
    expect(steps).toEqual(['start', 'close', 'archive']);
    expect(next).toMatchObject({ status: 'archived', startedAt: now, finishedAt: now });
  });

  it('takes the end that the caller gives, and ignores it when nothing is closed', () => {
    const active = anIteration({ status: 'active', startedAt: 5 });
    expect(decideChange(active, { status: 'closed', finishedAt: 77 }, open, now).next.finishedAt).toBe(77);
    expect(isSameIteration(decideChange(active, { finishedAt: 77 }, open, now).next, active)).toBe(true);
    expect(decideChange(active, { finishedAt: 77 }, open, now).next.finishedAt).toBeNull();
  });
});

it('two states are the same unless a caller can see a difference of the iteration itself', () => {
  const iteration = anIteration();
  const unseen: Partial<Iteration>[] = [{ path: 'Elsewhere' }, { version: 9 }, { updatedAt: 1 }, { updatedBy: 3 }];
  for (const each of unseen) expect(isSameIteration(iteration, { ...iteration, ...each })).toBe(true);
  const seen: Partial<Iteration>[] = [
    { title: 'Other' },
    { goal: 'Ship' },
    { start: null },
    { end: { day: '2026-04-03', at: 1 } },
    { minCapacity: 0 },
    { maxCapacity: 0 },
    { status: 'active' },
    { kind: 'release' },
    { parentId: 2 },
    { sequence: 1 },
  ];
  for (const each of seen) expect(isSameIteration(iteration, { ...iteration, ...each })).toBe(false);
});
