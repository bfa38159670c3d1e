import { describe, expect, it } from 'vitest';
import { anItem, anIteration } from '../../../test/support/a-plan.ts';
import { afterMove, columnWith, itemsFound, loadOf, namesIn, type Plan, step, withAnswers } from './plan.ts';
import { deedOf } from './plan-keys.ts';

const plan: Plan = [
  { iteration: null, items: [1, 2, 3].map((id) => anItem(id)) },
  { iteration: anIteration(24, 'active'), items: [4, 5].map((id) => anItem(id)) },
  { iteration: anIteration(25, 'planned'), items: [] },
];
const idsIn = (some: Plan) => some.map(({ items }) => items.map(({ id }) => id));

describe('A move on the planning board', () => {
  it.each([
    [{ itemIds: [2], to: { iterationId: 24 } }, [[1, 3], [4, 5, 2], []]],
    [{ itemIds: [2], to: { iterationId: 24 }, before: 5 }, [[1, 3], [4, 2, 5], []]],
    [{ itemIds: [2], to: { iterationId: 24 }, after: null }, [[1, 3], [2, 4, 5], []]],
    [{ itemIds: [4, 1], to: { iterationId: 25 } }, [[2, 3], [5], [4, 1]]],
    [{ itemIds: [5], to: { iterationId: null }, after: 1 }, [[1, 5, 2, 3], [4], []]],
    [{ itemIds: [1], to: { iterationId: null }, before: null }, [[2, 3, 1], [4, 5], []]],
    [{ itemIds: [5, 4], to: { iterationId: null } }, [[1, 2, 3, 4, 5], [], []]],
    [{ itemIds: [99], to: { iterationId: 24 } }, [[1, 2, 3], [4, 5], []]],
  ])('%j shows at once what the server will make of it', (move, expected) => {
    expect(idsIn(afterMove(plan, move))).toEqual(expected);
  });

  it('leaves alone the lists it does not touch, so that they are not drawn again', () => {
    const after = afterMove(plan, { itemIds: [2], to: { iterationId: 24 } });
    expect(after[2]).toBe(plan[2]);
  });

  it('takes over what the server says of the moved ones where they stand', () => {
    const after = withAnswers(plan, { items: [{ ...anItem(4), version: 2 }] });
    expect(after[1]?.items.map(({ version }) => version)).toEqual([2, 1]);
    expect(after[0]).toBe(plan[0]);
  });

  it('by one place goes in front of the one above or behind the one below, several together', () => {
    const to = { iterationId: null };
    const shown = plan[0]?.items ?? [];
    expect(step(shown, [2], to, 'up')).toEqual({ itemIds: [2], to, before: 1 });
    expect(step(shown, [2, 1], to, 'down')).toEqual({ itemIds: [1, 2], to, after: 3 });
    expect(step(shown, [1], to, 'up')).toBeUndefined();
    expect(step(shown, [4], to, 'up')).toBeUndefined();
  });
});

describe('A list of the planning board', () => {
  it('counts points but for what was cancelled, and what is done of them', () => {
    const items = [
      anItem(1, { estimate: 5 }),
      anItem(2, { estimate: 3, category: 'done' }),
      anItem(3, { estimate: 8, category: 'cancelled' }),
      anItem(4, { estimate: null }),
    ];
    expect(loadOf({ iteration: null, items })).toEqual({ points: 8, done: 3 });
  });

  it('is filtered by every word, wherever in the key, title, tags or name it stands', () => {
    const item = anItem(7, { title: 'Return label', tags: ['checkout'] });
    expect(itemsFound([item], { q: 'LABEL web-7' })).toEqual([item]);
    expect(itemsFound([item], { q: 'check return' })).toEqual([item]);
    expect(itemsFound([item], { q: 'label refund' })).toEqual([]);
  });

  it('is filtered by whose items they are, and by a tag', () => {
    const items = [
      anItem(1, { assignee: { id: 8, uid: 'z', name: 'Zoe' }, tags: ['checkout'] }),
      anItem(2, { assignee: { id: 9, uid: 'a', name: 'Ada' } }),
      anItem(3, { tags: ['api', 'checkout'] }),
    ];
    const found = (sought: Parameters<typeof itemsFound>[1]) => itemsFound(items, sought).map(({ id }) => id);
    expect([found({ who: 8 }), found({ who: 'nobody' }), found({ tag: 'checkout' })]).toEqual([[1], [3], [1, 3]]);
    expect([found({ who: 8, tag: 'api' }), found({ q: 'ada', who: 9 })]).toEqual([[], [2]]);
    expect(namesIn([{ iteration: null, items }])).toEqual({
      people: [
        { id: 9, uid: 'a', name: 'Ada' },
        { id: 8, uid: 'z', name: 'Zoe' },
      ],
      tags: ['api', 'checkout'],
    });
  });

  it('is found by what it holds', () => {
    expect(columnWith(plan, 5)?.iteration?.id).toBe(24);
    expect(columnWith(plan, 99)).toBeUndefined();
  });
});

describe('A key on an item', () => {
  const board = plan.map((column) => ({ column, shown: column.items }));
  const at = (itemId: number, columnId: number | 'backlog') => ({ itemId, columnId });
  const pressed = (key: string, held: { shiftKey?: boolean; altKey?: boolean } = {}) => ({
    key,
    shiftKey: false,
    altKey: false,
    ...held,
  });
  const none: ReadonlySet<number> = new Set();

  it('goes to the neighbours', () => {
    expect(deedOf(pressed('j'), at(1, 'backlog'), board, none)).toEqual({
      kind: 'focus',
      itemId: 2,
      columnId: 'backlog',
      extends: false,
    });
    expect(deedOf(pressed('ArrowUp'), at(1, 'backlog'), board, none)).toBeUndefined();
    expect(deedOf(pressed('ArrowRight'), at(3, 'backlog'), board, none)).toMatchObject({
      itemId: 5,
      columnId: 24,
    });
    expect(deedOf(pressed('ArrowDown', { shiftKey: true }), at(1, 'backlog'), board, none)).toMatchObject({
      extends: true,
    });
  });

  it('moves to the list beside, at the height where it stands, with all that are chosen with it', () => {
    expect(deedOf(pressed('ArrowRight', { shiftKey: true }), at(2, 'backlog'), board, none)).toEqual({
      kind: 'move',
      move: { itemIds: [2], to: { iterationId: 24 }, before: 5 },
    });
    expect(deedOf(pressed('ArrowRight', { shiftKey: true }), at(3, 'backlog'), board, new Set([3, 1]))).toEqual({
      kind: 'move',
      move: { itemIds: [1, 3], to: { iterationId: 24 }, before: null },
    });
    expect(deedOf(pressed('ArrowLeft', { shiftKey: true }), at(1, 'backlog'), board, none)).toBeUndefined();
  });

  it('asks, chooses, and leaves all other keys to the page', () => {
    expect(deedOf(pressed('m'), at(1, 'backlog'), board, none)).toEqual({ kind: 'menu' });
    expect(deedOf(pressed('x'), at(1, 'backlog'), board, none)).toEqual({ kind: 'choose' });
    expect(deedOf(pressed('q'), at(1, 'backlog'), board, none)).toBeUndefined();
  });
});
