import fc from 'fast-check';
import { expect, it } from 'vitest';
import { anIteration } from '../../test/support/an-iteration.ts';
import { addDays } from './days.ts';
import type { PlannedDate } from './iteration.ts';
import { faultsOfSentBack, withoutShownDays } from './sent-back.ts';
import { shownDays } from './shown-days.ts';

const date = fc.option(
  fc.record({ offset: fc.integer({ min: 0, max: 60 }), at: fc.option(fc.integer({ min: 0, max: 1e12 })) }),
);
const planned = (chosen: { offset: number; at: number | null } | null): PlannedDate | null =>
  chosen === null ? null : { day: addDays('2026-03-01', chosen.offset), at: chosen.at };
const onDay = (day: string): PlannedDate => ({ day, at: null });

it('an iteration that is sent back as it is shown has no fault and sets no day', () => {
  fc.assert(
    fc.property(date, date, (start, end) => {
      fc.pre(start === null || end === null || start.offset <= end.offset);
      const before = anIteration({ start: planned(start), end: planned(end) });
      const shown = shownDays(before);
      const fields = { title: before.title, start: onDay(shown.start), end: onDay(shown.end) };
      expect(withoutShownDays(before, fields)).toEqual({ title: before.title });
      expect(faultsOfSentBack(before, { projectId: before.projectId }, fields)).toEqual([]);
    }),
  );
});

it('one day that is not as shown means the others too, and the day that stays keeps its instant', () => {
  const before = anIteration({ start: { day: '2026-03-02', at: 5 }, end: null });
  const { end } = shownDays(before);
  const later = onDay(addDays(end, 1));
  expect(withoutShownDays(before, { start: onDay('2026-03-02'), end: later })).toEqual({
    start: before.start,
    end: later,
  });
  const moved = { start: onDay('2026-03-03'), end: onDay(end) };
  expect(withoutShownDays(before, moved)).toEqual(moved);
  expect(withoutShownDays(before, { end: null })).toEqual({});
  expect(withoutShownDays(before, { start: null })).toEqual({ start: null });
});

it('every fault is told at once, at the member that was sent', () => {
  const before = anIteration({ start: onDay('2026-03-02'), end: onDay('2026-03-09'), minCapacity: 2, maxCapacity: 3 });
  const fieldsOf = (...asked: Parameters<typeof faultsOfSentBack>) =>
    faultsOfSentBack(...asked).map(({ field }) => field);
  const fields = { start: onDay('2026-03-10'), maxCapacity: 1 };
  const sent = { projectId: before.projectId + 1, isRoot: true } as const;
  expect(fieldsOf(before, sent, fields)).toEqual(['projectId', 'parentId', 'start', 'maxCapacity']);
  expect(fieldsOf(before, { projectId: null }, { end: onDay('2026-03-01'), minCapacity: 4 })).toEqual([
    'projectId',
    'end',
    'minCapacity',
  ]);
  expect(fieldsOf({ ...before, parentId: null }, { isRoot: true }, {})).toEqual([]);
});
