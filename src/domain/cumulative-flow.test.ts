import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CrossingsOfDay,
  crossingsBetween,
  cumulativeFlow,
  noCrossings,
  type Stage,
  stageOn,
} from './cumulative-flow.ts';

const stages: readonly Stage[] = ['out', 'queued', 'started', 'done'];
const march = (day: number) => `2026-03-${day}`;

/** The crossings of items whose stages are told by day, by rising day. */
function crossingsOf(items: readonly (readonly (readonly [day: number, to: Stage])[])[]): readonly CrossingsOfDay[] {
  const rows = items.flatMap((steps) =>
    steps.flatMap(([day, to], index) => {
      const crossings = crossingsBetween(steps[index - 1]?.[1] ?? 'out', to);
      return crossings === null ? [] : [{ ...crossings, day: march(day) }];
    }),
  );
  return rows.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}

describe('cumulativeFlow', () => {
  it('tells the worked figures of six items', () => {
    const crossings = crossingsOf([
      [
        [23, 'queued'],
        [23, 'started'],
        [24, 'done'],
      ],
      [
        [23, 'queued'],
        [24, 'started'],
        [26, 'done'],
      ],
      [
        [23, 'queued'],
        [24, 'started'],
        [27, 'done'],
      ],
      [
        [24, 'queued'],
        [25, 'started'],
        [27, 'done'],
      ],
      [
        [26, 'queued'],
        [27, 'started'],
      ],
      [[26, 'queued']],
    ]);
    const days = cumulativeFlow(crossings, [23, 24, 25, 26, 27].map(march));
    expect(
      days.map(({ arrived, started, done, toDo, inProgress }) => [arrived, started, done, toDo, inProgress]),
    ).toEqual([
      [3, 1, 0, 2, 1],
      [4, 3, 1, 1, 2],
      [4, 4, 1, 0, 3],
      [6, 4, 2, 2, 2],
      [6, 5, 4, 1, 1],
    ]);
    expect(days.map(({ doneThatDay }) => doneThatDay)).toEqual([0, 1, 0, 1, 2]);
  });

  it('tells of what came back and dropped out beside lines that never fall', () => {
    const crossings = crossingsOf([
      [
        [23, 'done'],
        [24, 'queued'],
        [26, 'done'],
      ],
      [
        [23, 'started'],
        [25, 'out'],
      ],
    ]);
    const days = cumulativeFlow(crossings, [23, 24, 25, 26].map(march));
    expect(
      days.map(({ done, reopened, dropped, toDo, inProgress }) => [done, reopened, dropped, toDo, inProgress]),
    ).toEqual([
      [1, 0, 0, 0, 1],
      [1, 1, 0, 1, 1],
      [1, 1, 1, 1, 0],
      [2, 1, 1, 0, 0],
    ]);
  });

  it('begins with what was there before', () => {
    const crossings = [{ ...noCrossings, day: '', arrived: 5, started: 3, done: 2 }];
    expect(cumulativeFlow(crossings, [march(23)])).toMatchObject([
      { arrived: 5, toDo: 2, inProgress: 1, doneThatDay: 0 },
    ]);
  });

  it('always agrees with where the items stand, whatever they went through', () => {
    const item = fc.array(fc.tuple(fc.integer({ min: 10, max: 30 }), fc.constantFrom(...stages)), { maxLength: 8 });
    fc.assert(
      fc.property(fc.array(item, { maxLength: 6 }), fc.integer({ min: 10, max: 30 }), (unsorted, day) => {
        const items = unsorted.map((steps) => steps.toSorted(([a], [b]) => a - b));
        const [flow] = cumulativeFlow(crossingsOf(items), [march(day)]);
        const standing = items.map((steps) => steps.findLast(([on]) => on <= day)?.[1] ?? 'out');
        expect(flow?.toDo).toBe(standing.filter((stage) => stage === 'queued').length);
        expect(flow?.inProgress).toBe(standing.filter((stage) => stage === 'started').length);
      }),
    );
  });
});

describe('stageOn', () => {
  it('is out on any other board, and for what is cancelled, deleted or put away unfinished', () => {
    const item = { boardId: 1, condition: 'live', category: 'in_progress' } as const;
    expect(stageOn(1, item)).toBe('started');
    expect(stageOn(2, item)).toBe('out');
    expect(stageOn(1, null)).toBe('out');
    expect(stageOn(1, { ...item, category: 'cancelled' })).toBe('out');
    expect(stageOn(1, { ...item, condition: 'archived' })).toBe('out');
    expect(stageOn(1, { ...item, condition: 'archived', category: 'done' })).toBe('done');
    expect(stageOn(1, { ...item, condition: 'deleted', category: 'done' })).toBe('out');
  });
});
