import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anIteration } from '../../test/support/an-iteration.ts';
import { anyMove, type LifecyclePolicy, planSteps, takeStep, type WantedStatus } from './lifecycle.ts';
import type { Refusal } from './refusal.ts';

const statuses = ['planned', 'active', 'closed', 'archived'] as const;
const notAllowed = expect.objectContaining({ code: 'transition_not_allowed' });
const status = fc.constantFrom(...statuses);
const narrowed: fc.Arbitrary<LifecyclePolicy> = fc.record({
  moves: fc
    .subarray(statuses.flatMap((from) => (anyMove.moves[from] ?? []).map((to) => [from, to] as const)))
    .map((pairs) =>
      Object.fromEntries(
        statuses.map((from) => [from, pairs.filter((pair) => pair[0] === from).map((pair) => pair[1])]),
      ),
    ),
  refuseRepeatedClose: fc.boolean(),
});

function outcomeOf(walk: () => string): string {
  try {
    return walk();
  } catch (error) {
    return (error as Refusal).code;
  }
}

describe('a move to a status', () => {
  it('takes steps that end there, or is refused, by whatever table', () => {
    fc.assert(
      fc.property(status, status, narrowed, (from, to, policy) => {
        const iteration = anIteration({ status: from });
        const isAllowed =
          from === to ? !(to === 'closed' && policy.refuseRepeatedClose) : policy.moves[from]?.includes(to);
        const walk = () =>
          planSteps(iteration, to, policy).reduce((state, step) => takeStep(state, step, 5, undefined), iteration)
            .status;
        expect(outcomeOf(walk)).toBe(isAllowed === true ? to : 'transition_not_allowed');
      }),
    );
  });

  it('never leads back to planned, and never out of removed', () => {
    for (const from of ['active', 'closed', 'archived', 'removed'] as const) {
      expect(() => planSteps(anIteration({ status: from }), 'planned', anyMove)).toThrow(notAllowed);
    }
    for (const to of statuses) {
      expect(() => planSteps(anIteration({ status: 'removed' }), to, anyMove)).toThrow(notAllowed);
    }
  });

  it('is not offered to a release or a root, not even to the status they have', () => {
    for (const kind of ['release', 'root'] as const) {
      for (const to of statuses) expect(() => planSteps(anIteration({ kind }), to, anyMove)).toThrow(notAllowed);
    }
  });

  it('cannot be widened by a table of a caller', () => {
    const greedy: LifecyclePolicy = { moves: { active: ['planned'], closed: ['planned'] }, refuseRepeatedClose: false };
    for (const from of ['active', 'closed'] as const) {
      expect(() => planSteps(anIteration({ status: from }), 'planned', greedy)).toThrow(notAllowed);
    }
  });
});

describe('a step', () => {
  const walk = (wanted: WantedStatus, given: Parameters<typeof anIteration>[0], now: number, finishedAt?: number) =>
    planSteps(anIteration(given), wanted, anyMove).reduce(
      (state, step) => takeStep(state, step, now, finishedAt),
      anIteration(given),
    );

  it('start notes the instant, and needs both dates, naming the one that is missing', () => {
    expect(walk('active', {}, 100)).toMatchObject({ status: 'active', startedAt: 100, finishedAt: null });
    for (const field of ['start', 'end'] as const) {
      expect(() => walk('active', { [field]: null }, 100)).toThrow(
        expect.objectContaining({ code: 'dates_missing', details: expect.objectContaining({ field }) }),
      );
    }
  });

  it('close notes when it ended: by the clock, or as the caller knows it', () => {
    expect(walk('closed', { status: 'active', startedAt: 50 }, 100)).toMatchObject({ startedAt: 50, finishedAt: 100 });
    expect(walk('closed', { status: 'active', startedAt: 50 }, 100, 90).finishedAt).toBe(90);
  });

  it('reopen forgets what was measured at the close and keeps what was measured at the start', () => {
    const closed = {
      status: 'archived',
      startedAt: 50,
      finishedAt: 90,
      committedPoints: 24,
      committedItems: 7,
      velocityPoints: 20,
      doneItems: 5,
      totalItems: 9,
    } as const;
    expect(walk('active', closed, 100)).toMatchObject({
      status: 'active',
      startedAt: 50,
      finishedAt: null,
      committedPoints: 24,
      committedItems: 7,
      velocityPoints: null,
      doneItems: null,
      totalItems: null,
    });
  });
});
