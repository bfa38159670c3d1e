import { describe, expect, it } from 'vitest';
import type { Iteration } from '../../client/native.ts';
import { iterationsWithin, releaseProgress } from './release-progress.ts';

const person = { id: 1, uid: '', name: '' };
const made = (id: number, changed: Partial<Iteration>): Iteration => ({
  id,
  uid: '',
  projectId: 1,
  parentId: 2,
  kind: 'iteration',
  title: `Sprint ${id}`,
  goal: null,
  status: 'closed',
  start: `2026-11-${10 + id}`,
  end: null,
  startedAt: null,
  finishedAt: null,
  sequence: 0,
  path: '',
  minCapacity: null,
  maxCapacity: null,
  zone: null,
  scope: { points: 0, items: 0 },
  done: { points: 0, items: 0 },
  committed: null,
  unestimatedItems: 0,
  version: 1,
  createdAt: '',
  createdBy: person,
  updatedAt: '',
  updatedBy: person,
  ...changed,
});
const amount = (points: number, items: number) => ({ points, items });
const next = (id: number | null, p85: number, title = '') => ({
  iteration: id === null ? null : { id, title },
  band: null,
  atLeast: { p50: p85 + 5, p85, p95: p85 - 5 },
});

type Outlook = Parameters<typeof releaseProgress>[1];
const outlook = (ahead: Outlook['next'], changed: Partial<Outlook> = {}): Outlook => ({
  next: ahead,
  moments: [],
  free: new Set(),
  windows: [],
  unit: 'points',
  ...changed,
});

describe('A release', () => {
  const found = [
    made(3, { scope: amount(30, 6), done: amount(20, 4) }),
    made(6, { status: 'planned', scope: amount(25, 5) }),
    made(5, { status: 'active', scope: amount(40, 8), done: amount(10, 2) }),
    made(4, { kind: 'release', start: null }),
    made(7, { parentId: 4, status: 'planned', start: null, scope: amount(15, 3) }),
    made(8, { parentId: 1 }),
  ];
  const within = iterationsWithin(found, 2);

  it('has the iterations of the releases within it as well, by their days', () => {
    expect(within.map(({ id }) => id)).toEqual([3, 5, 6, 7]);
  });

  it('counts what was carried on once: where it is done, or where it still is', () => {
    const { done, scope, stages } = releaseProgress(within, outlook([]));
    expect([done, scope]).toEqual([30, 100]);
    expect(stages.map((stage) => [stage.done, stage.planned])).toEqual([
      [20, 20],
      [null, 60],
      [null, 85],
      [null, 100],
    ]);
    expect(releaseProgress(within, outlook([], { unit: 'items' })).scope).toBe(20);
  });

  it('expects what the next iterations bring, for as long as these are its own', () => {
    const told = (ids: readonly (number | null)[], unit: 'points' | 'items' = 'points') =>
      releaseProgress(
        within,
        outlook(
          ids.map((id, index) => next(id, 30 * (index + 1))),
          { unit },
        ),
      ).stages.map(({ range }) => range?.p85 ?? null);
    expect(told([5, 6, 7])).toEqual([null, 50, 80, 110]);
    expect(told([5, 8, 6])).toEqual([null, 50, null, null]);
    expect(told([8, 5, 6])).toEqual([null, null, null, null]);
    expect(told([5, 6, 7], 'items')).toEqual([null, null, null, null]);
  });

  it('remembers its scope at each close, and at the beginning', () => {
    const moments = [
      { at: '', closedId: null, scope: amount(70, 14), done: amount(0, 0) },
      { at: '', closedId: 3, scope: amount(90, 18), done: amount(20, 4) },
    ];
    const { scopeAtStart, stages } = releaseProgress(within, outlook([], { moments }));
    expect([scopeAtStart, ...stages.map(({ scope }) => scope)]).toEqual([70, 90, null, null, null]);
  });

  it('looks on over what is in no release and by the cadence behind its last one, until that is enough', () => {
    const ahead = [5, 6, 7, null, null, null].map((id, index) => next(id, 15 * (index + 1)));
    const told = (changed: Partial<Outlook>, found = ahead) =>
      releaseProgress(within, outlook(found, { windows: ['S 8', 'S 9', 'S 10'], ...changed }))
        .stages.filter(({ place }) => place !== 'own')
        .map(({ title, range }) => [title, range?.p85]);
    // Of 100 points 20 are done: six iterations bring 90 with 85 %, five 75.
    expect(told({})).toEqual([
      ['S 8', 80],
      ['S 9', 95],
      ['S 10', 110],
    ]);
    expect(told({ windows: ['S 8', 'S 9', 'S 10', 'S 11'] })).toHaveLength(3);
    expect(told({ unit: 'items' })).toEqual([]);
    const free = [5, 6, 7, 99, null, null].map((id, index) => next(id, 15 * (index + 1), 'Free'));
    expect(told({ free: new Set([99]) }, free).map(([title]) => title)).toEqual(['Free', 'S 8', 'S 9']);
    // Behind it stands an iteration of another release: what comes then is not the release's.
    expect(
      told(
        {},
        [5, 6, 7, 99, null, null].map((id, index) => next(id, 15 * (index + 1))),
      ),
    ).toEqual([]);
  });
});
