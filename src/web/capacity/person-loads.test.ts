import { describe, expect, it } from 'vitest';
import type { Capacity } from '../../client/capacity.ts';
import { absences, personLoads } from './person-loads.ts';
import { applyEdits } from './time-off-edits.ts';

const capacity: Capacity = {
  iterationId: 1,
  version: 1,
  start: '2026-11-16',
  end: '2026-11-20',
  minCapacity: null,
  maxCapacity: 24,
  hours: 60,
  personDays: 7.5,
  people: [
    { personId: 1, hours: 40, personDays: 5 },
    { personId: 2, hours: 20, personDays: 2.5 },
  ],
  days: [],
  pointsPerPersonDay: null,
  sample: [],
  expectedPoints: null,
  scope: { points: 12, load: 'open', share: null },
  committed: null,
};
const days = ['16', '17', '18', '19', '20', '21'].map((day) => ({ day: `2026-11-${day}`, isWorking: day !== '21' }));
const person = (id: number) => ({ id, uid: '', name: '' });
const item = (
  assignee: number | null,
  estimate: number | null,
  category: 'queued' | 'done' | 'cancelled' = 'queued',
) => ({
  assignee: assignee === null ? null : person(assignee),
  estimate,
  category,
});
const loadsWith = (changed: Partial<Parameters<typeof personLoads>[0]> = {}) =>
  personLoads({ capacity, patterns: [], timeOff: new Map(), items: [], days, ...changed });

describe('What lies with each person', () => {
  it('is held against their share of what the team can do', () => {
    const shares = (changed: Partial<Capacity>) =>
      loadsWith({ capacity: { ...capacity, ...changed } }).map((each) => each.capacity);
    expect(shares({})).toEqual([16, 8]);
    expect(shares({ expectedPoints: 30 })).toEqual([20, 10]);
    expect(shares({ maxCapacity: null })).toEqual([null, null]);
  });

  it('is what they have to do and have done, but for what was cancelled', () => {
    const items = [item(1, 5), item(1, 3, 'done'), item(1, 8, 'cancelled'), item(1, null), item(3, 2), item(null, 1)];
    const told = loadsWith({ items }).map(({ personId, open, done, items: count, hours }) => [
      personId,
      open,
      done,
      count,
      hours,
    ]);
    expect(told).toEqual([
      [1, 5, 3, 3, 40],
      [2, 0, 0, 0, 20],
      [3, 2, 0, 1, null],
      [null, 1, 0, 1, null],
    ]);
  });

  it('knows on which working days they are there', () => {
    const pattern = { hoursPerDay: 8, allocation: 1, focus: 1 };
    const patterns = [
      { ...pattern, personId: 1, weekdays: null },
      { ...pattern, personId: 2, weekdays: [1, 2] },
    ];
    const timeOff = new Map([
      [
        1,
        [
          { from: '2026-11-17', to: '2026-11-18', share: 0.5 },
          { from: '2026-11-18', to: '2026-11-18', share: 0.75 },
        ],
      ],
    ]);
    const [first, second] = loadsWith({ patterns, timeOff });
    expect(first?.days.map(({ share }) => share)).toEqual([1, 0.5, 0, 1, 1]);
    expect(second?.days.map(({ share }) => share)).toEqual([1, 1, 0, 0, 0]);
    expect(absences(first?.days ?? [])).toEqual([{ from: '2026-11-17', to: '2026-11-18' }]);
    expect(absences(second?.days ?? [])).toEqual([{ from: '2026-11-18', to: '2026-11-20' }]);
  });
});

describe('Days off that two people edit at once', () => {
  const [monday, tuesday, friday] = ['16', '17', '20'].map((day) => ({
    from: `2026-11-${day}`,
    to: `2026-11-${day}`,
    share: 1,
  }));

  it('keep what either has added and lose what either has removed', () => {
    if (monday === undefined || tuesday === undefined || friday === undefined) throw new Error('Three days are meant');
    expect(applyEdits([monday], [tuesday], [monday, friday])).toEqual([friday, tuesday]);
    expect(applyEdits([monday], [monday, tuesday], [])).toEqual([tuesday]);
    expect(applyEdits([], [tuesday], [tuesday])).toEqual([tuesday]);
  });
});
