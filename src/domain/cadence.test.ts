import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Cadence,
  closesAt,
  doneJob,
  dueDeeds,
  failedJob,
  type KeptIteration,
  slotsToTake,
  startsAt,
  titleOf,
} from './cadence.ts';
import { addDays, daysBetween, isoInstant } from './days.ts';

const cadence: Cadence = {
  isOn: true,
  firstDay: '2026-10-12',
  lengthDays: 14,
  cooldownDays: 0,
  ahead: 4,
  title: 'Sprint {number}',
  nextNumber: 1,
  startsItself: true,
  closesItself: true,
  unfinished: 'next',
  rolloverPolicyId: null,
};
const never = () => null;
const shown = (slots: readonly { start: string; end: string }[]) =>
  slots.map(({ start, end }) => `${start.slice(2)}…${end.slice(2)}`);

describe('the windows of a cadence', () => {
  it('follow each other by whole days over a change of clocks and the end of a year', () => {
    const slots = slotsToTake({ ...cadence, ahead: 6 }, [], '2026-10-01', never);
    expect(shown(slots)).toEqual([
      '26-10-12…26-10-25',
      '26-10-26…26-11-08',
      '26-11-09…26-11-22',
      '26-11-23…26-12-06',
      '26-12-07…26-12-20',
      '26-12-21…27-01-03',
    ]);
  });

  it('begin with the one that holds today, which is none of those ahead', () => {
    const slots = slotsToTake({ ...cadence, ahead: 1 }, [], '2026-11-22', never);
    expect(shown(slots)).toEqual(['26-11-09…26-11-22', '26-11-23…26-12-06']);
    expect(slotsToTake({ ...cadence, ahead: 1 }, slots, '2026-11-22', never)).toEqual([]);
    expect(shown(slotsToTake({ ...cadence, ahead: 1 }, slots, '2026-11-23', never))).toEqual(['26-12-07…26-12-20']);
  });

  it('leave the cooldown between them', () => {
    const slots = slotsToTake({ ...cadence, lengthDays: 12, cooldownDays: 9, ahead: 2 }, [], '2026-10-12', never);
    expect(shown(slots)).toEqual(['26-10-12…26-10-23', '26-11-02…26-11-13', '26-11-23…26-12-04']);
  });

  it('are skipped for a reason, and the ones after them are taken instead', () => {
    const skip = ({ start }: { start: string }) => (start === '2026-10-26' ? 'no working day' : null);
    const slots = slotsToTake({ ...cadence, ahead: 2 }, [], '2026-10-12', skip);
    expect(slots.map(({ start, skipped }) => [start, skipped])).toEqual([
      ['2026-10-12', null],
      ['2026-10-26', 'no working day'],
      ['2026-11-09', null],
      ['2026-11-23', null],
    ]);
    const blocked = slotsToTake(cadence, [], '2026-10-12', () => 'overlap');
    expect(blocked).toHaveLength(7);
    // Where nothing can be made, one does not skip further and further into the future at every look.
    expect(slotsToTake(cadence, blocked, '2026-10-12', () => 'overlap')).toEqual([]);
  });

  it('go on in another rhythm where the old one ended', () => {
    const taken = slotsToTake({ ...cadence, ahead: 1 }, [], '2026-10-12', never);
    const weekly = { ...cadence, firstDay: '2026-10-14', lengthDays: 7, ahead: 3 };
    expect(shown(slotsToTake(weekly, taken, '2026-10-12', never))).toEqual(['26-11-11…26-11-17', '26-11-18…26-11-24']);
  });

  it('never overlap, all lie on the grid, and are taken once, however often one looks', () => {
    const rhythm = fc.record({
      lengthDays: fc.integer({ min: 1, max: 40 }),
      cooldownDays: fc.integer({ min: 0, max: 20 }),
      ahead: fc.integer({ min: 1, max: 10 }),
      offset: fc.integer({ min: -500, max: 100 }),
    });
    fc.assert(
      fc.property(
        rhythm,
        fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 12 }),
        ({ offset, ...given }, waits) => {
          const own = { ...cadence, ...given, firstDay: addDays('2026-10-12', offset) };
          const cycle = own.lengthDays + own.cooldownDays;
          let taken = slotsToTake(own, [], '2026-10-12', never);
          let today = '2026-10-12';
          for (const wait of waits) {
            today = addDays(today, wait);
            taken = [...taken, ...slotsToTake(own, taken, today, never)];
            expect(slotsToTake(own, taken, today, never)).toEqual([]);
            expect(taken.filter(({ start }) => start > today)).toHaveLength(own.ahead);
          }
          for (const [index, { start, end }] of taken.entries()) {
            expect(daysBetween(start, end) + 1).toBe(own.lengthDays);
            expect(Math.abs(daysBetween(own.firstDay, start) % cycle)).toBe(0);
            const before = taken[index - 1];
            expect(before === undefined || before.end < start).toBe(true);
          }
        },
      ),
    );
  });

  it('give a title its number and its days', () => {
    const slot = { start: '2026-10-12', end: '2026-10-25' };
    const titled = { ...cadence, title: '{number}: {start} to {end} ({number})', nextNumber: 25 };
    expect(titleOf(titled, slot)).toBe('25: 2026-10-12 to 2026-10-25 (25)');
  });
});

describe('what a cadence has to do', () => {
  const iteration = (more: Partial<KeptIteration> = {}): KeptIteration => ({
    id: 1,
    status: 'planned',
    start: { day: '2026-10-12', at: null },
    end: { day: '2026-10-25', at: null },
    zone: 'Europe/Berlin',
    jobs: [],
    ...more,
  });
  const at = (text: string) => Date.parse(text);
  const due = (each: KeptIteration, now: string, own = cadence) =>
    dueDeeds(own, [each], at(now)).map(({ deed, dueAt }) => `${deed} ${isoInstant(dueAt)}`);

  it('is to start with the first instant of the first day and to close a minute before the last day ends, in local time', () => {
    // The clocks of Berlin go back on 25 October, so that day has 25 hours.
    expect([startsAt(iteration()), closesAt(iteration())].map((each) => isoInstant(each ?? 0))).toEqual([
      '2026-10-11T22:00:00.000Z',
      '2026-10-25T22:59:00.000Z',
    ]);
    expect([startsAt(iteration({ start: null })), closesAt(iteration({ end: null }))]).toEqual([null, null]);
    expect(due(iteration(), '2026-10-11T21:59:59Z')).toEqual([]);
    expect(due(iteration(), '2026-10-11T22:00:00Z')).toEqual(['start 2026-10-11T22:00:00.000Z']);
    expect(due(iteration({ status: 'active' }), '2026-10-25T22:58:59Z')).toEqual([]);
    expect(due(iteration({ status: 'active' }), '2026-10-25T22:59:00Z')).toEqual(['close 2026-10-25T22:59:00.000Z']);
  });

  it('is nothing for an iteration that was started or closed by hand, nor where it is not to do so', () => {
    expect(due(iteration({ status: 'closed' }), '2026-12-01T00:00:00Z')).toEqual([]);
    expect(due(iteration({ status: 'removed' }), '2026-12-01T00:00:00Z')).toEqual([]);
    expect(due(iteration({ status: 'active' }), '2026-10-20T00:00:00Z')).toEqual([]);
    const idle = { ...cadence, startsItself: false };
    expect(due(iteration(), '2026-12-01T00:00:00Z', idle)).toEqual([]);
    expect(due(iteration({ status: 'active' }), '2026-12-01T00:00:00Z', { ...cadence, closesItself: false })).toEqual(
      [],
    );
  });

  it('is made up for in the order in which it was due', () => {
    const second = iteration({ id: 2, start: { day: '2026-10-26', at: null }, end: { day: '2026-11-08', at: null } });
    const all = dueDeeds(cadence, [second, iteration({ status: 'active' })], at('2026-11-10T00:00:00Z'));
    expect(all.map(({ deed, iterationId }) => `${deed} ${iterationId}`)).toEqual(['close 1', 'start 2', 'close 2']);
  });

  it('is not done a second time, nor before its time to be tried again', () => {
    const now = at('2026-10-26T00:00:00Z');
    const done = iteration({ status: 'active', jobs: [doneJob(undefined, 'close', now)] });
    expect(due(done, '2026-12-01T00:00:00Z')).toEqual([]);
    const failed = iteration({ status: 'active', jobs: [failedJob(undefined, 'close', 'Busy', now)] });
    expect(due(failed, '2026-10-26T00:00:59Z')).toEqual([]);
    expect(due(failed, '2026-10-26T00:01:00Z')).toHaveLength(1);
  });

  it('is tried again after growing pauses, in the end once a day', () => {
    let job = failedJob(undefined, 'start', 'No', 0);
    const waits = [job.nextAt];
    for (let attempt = 2; attempt <= 7; attempt += 1) {
      job = failedJob(job, 'start', 'No', 0);
      waits.push(job.nextAt);
    }
    expect(waits.map((wait) => (wait ?? 0) / 60_000)).toEqual([1, 5, 30, 120, 720, 1440, 1440]);
    expect(doneJob(job, 'start', 5)).toEqual({
      deed: 'start',
      state: 'done',
      attempts: 8,
      reason: null,
      nextAt: null,
      at: 5,
    });
  });
});
