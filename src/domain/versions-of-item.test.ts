import { describe, expect, it } from 'vitest';
import { type ItemEvent, type ItemState, type StayInIteration, versionsOfItem } from './versions-of-item.ts';

const state: ItemState = {
  description: null,
  properties: null,
  estimate: 3,
  estimateText: null,
  boardId: 1,
  columnId: 1,
  subcolumnId: null,
  laneId: 1,
  statusId: 1,
  condition: 'live',
  tags: [],
};

/** An event whose number is also its time. */
const change = (seq: number, version: number, changes: ItemEvent['changes']): ItemEvent => ({
  seq,
  at: seq,
  version,
  changes,
});
const stay = (added: number, ended?: number): StayInIteration => ({
  added: { seq: added, at: added },
  ended: ended === undefined ? null : { seq: ended, at: ended },
});

describe('The versions of an item', () => {
  it('are what it was when it came in, and after each change since', () => {
    const now = { ...state, estimate: 8, statusId: 2, tags: ['red'], version: 6 };
    const events = [
      change(9, 6, { tags: [[], ['red']] }),
      change(7, 5, { statusId: [1, 2], estimate: [5, 8] }),
      change(3, 3, { estimate: [null, 5] }),
    ];
    expect(versionsOfItem(now, events, [stay(4)], 0)).toEqual([
      { ...state, estimate: 5, seq: 4, at: 4, version: 4, isIn: true },
      { ...state, estimate: 8, statusId: 2, seq: 7, at: 7, version: 5, isIn: true },
      { ...state, estimate: 8, statusId: 2, tags: ['red'], seq: 9, at: 9, version: 6, isIn: true },
    ]);
  });

  it('tell when it went, and came again', () => {
    const versions = versionsOfItem({ ...state, version: 9 }, [change(12, 9, {})], [stay(4, 6), stay(10)], 0);
    expect(versions.map(({ seq, version, isIn }) => [seq, version, isIn])).toEqual([
      [4, 6, true],
      [6, 7, false],
      [10, 8, true],
      [12, 9, true],
    ]);
  });

  it('are one where a change takes it out, as a deletion does', () => {
    const deleted = { ...state, condition: 'deleted', version: 3 } as const;
    const versions = versionsOfItem(deleted, [change(6, 3, { condition: ['live', 'deleted'] })], [stay(4, 6)], 0);
    expect(versions.map(({ seq, version, condition, isIn }) => [seq, version, condition, isIn])).toEqual([
      [4, 2, 'live', true],
      [6, 3, 'deleted', false],
    ]);
  });

  it('begin where the known events begin', () => {
    const now = { ...state, version: 5 };
    expect(versionsOfItem(now, [change(8, 5, {})], [stay(2)], 7).map(({ seq }) => seq)).toEqual([8]);
    expect(versionsOfItem(now, [], [stay(2)], 7)).toEqual([]);
  });
});
