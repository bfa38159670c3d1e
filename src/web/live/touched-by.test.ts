import { describe, expect, it } from 'vitest';
import { touchedBy } from './touched-by.ts';

const event = {
  sequence: 7,
  at: '2026-03-30T10:00:00Z',
  actorId: 1,
  kind: 'iteration.changed',
  projectId: 1,
  iterationId: null,
  itemId: null,
};

describe('touchedBy', () => {
  it('reads anew what an event names, and nothing of other projects and iterations', () => {
    const isTouched = touchedBy([{ ...event, iterationId: 4 }]);
    expect(isTouched(['iterations', 1])).toBe(true);
    expect(isTouched(['outlook', 1])).toBe(true);
    expect(isTouched(['figures', 4, 'odds'])).toBe(true);
    expect(isTouched(['figures', 5, 'odds'])).toBe(false);
    expect(isTouched(['plan', 2])).toBe(false);
    expect(isTouched(['webhooks', 1])).toBe(false);
  });

  it('takes an item for a part of any iteration', () => {
    const isTouched = touchedBy([{ ...event, itemId: 9 }]);
    expect([isTouched(['burndown', 4]), isTouched(['item', 9]), isTouched(['item', 8])]).toEqual([true, true, false]);
  });

  it('takes what a project or the organization says of its working time for all iterations below', () => {
    const patterns = touchedBy([{ ...event, kind: 'work_patterns.changed' }]);
    expect([patterns(['figures', 4, 'patterns']), patterns(['burndown', 4])]).toEqual([true, true]);
    const ofOne = touchedBy([{ ...event, kind: 'work_patterns.changed', iterationId: 4 }]);
    expect([ofOne(['figures', 4, 'capacity']), ofOne(['figures', 5, 'capacity'])]).toEqual([true, false]);
    const timeOff = touchedBy([{ ...event, kind: 'time_off.changed', projectId: null }]);
    expect([timeOff(['time-off', 3]), timeOff(['figures', 4, 'capacity']), timeOff(['outlook', 2])]).toEqual([
      true,
      true,
      true,
    ]);
    expect(patterns(['outlook', 2])).toBe(false);
    const ofAll = touchedBy([{ ...event, kind: 'calendar.changed', projectId: null }]);
    expect([ofAll(['calendar', 2]), ofAll(['projects'])]).toEqual([true, true]);
  });

  it('reads lists of projects and webhooks anew by their own events', () => {
    const isTouched = touchedBy([{ ...event, kind: 'webhook.failed' }]);
    expect([isTouched(['webhooks']), isTouched(['projects'])]).toEqual([true, false]);
  });
});
