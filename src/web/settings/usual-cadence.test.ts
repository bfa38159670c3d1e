import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Iteration } from '../../client/native.ts';
import { usualCadence } from './usual-cadence.ts';

const iteration = (id: number, title: string, start: string, end: string) =>
  ({ id, kind: 'iteration', parentId: 1, title, start, end }) as Iteration;

describe('The cadence that is offered', () => {
  beforeEach(() => {
    vi.stubGlobal('localStorage', { getItem: () => null });
    vi.useFakeTimers({ now: Date.UTC(2026, 9, 13, 12) });
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });
  const usual = (found: readonly Iteration[]) =>
    usualCadence(found, { zone: 'Europe/Berlin', title: 'Iteration {number}' });

  it('goes on with the length, the weekends, the title and the number of what is there', () => {
    const found = [
      iteration(2, 'Sprint 8 (shop)', '2026-11-02', '2026-11-13'),
      iteration(3, 'Sprint 9 (shop)', '2026-11-16', '2026-11-27'),
    ];
    expect(usual(found)).toMatchObject({
      firstDay: '2026-11-30',
      lengthDays: 12,
      cooldownDays: 2,
      title: 'Sprint {number} (shop)',
      nextNumber: 10,
    });
  });

  it('is a fortnight from the next Monday on where nothing is there', () => {
    expect(usual([])).toMatchObject({
      firstDay: '2026-10-19',
      lengthDays: 14,
      cooldownDays: 0,
      title: 'Iteration {number}',
      nextNumber: 1,
    });
  });
});
