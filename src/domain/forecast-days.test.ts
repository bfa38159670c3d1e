import { describe, expect, it } from 'vitest';
import { weekday } from './days.ts';
import { firstDayFrom, firstDayOfWork, nthWorkingDay } from './forecast-days.ts';

const isWorking = (day: string) => weekday(day) <= 5;
const always = () => true;

describe('firstDayFrom', () => {
  it('is today before noon by the clocks there, also on days of another length', () => {
    for (const [zone, before, noon] of [
      ['UTC', '2026-03-24T11:59:59Z', '2026-03-24T12:00:00Z'],
      ['Europe/Berlin', '2026-03-29T09:59:59Z', '2026-03-29T10:00:00Z'],
      ['Europe/Berlin', '2026-10-25T10:59:59Z', '2026-10-25T11:00:00Z'],
      // Here the clocks go back in the last hour of the day.
      ['Asia/Beirut', '2026-10-24T08:59:59Z', '2026-10-24T09:00:00Z'],
      ['Africa/Cairo', '2026-10-29T08:59:59Z', '2026-10-29T09:00:00Z'],
    ] as const) {
      const day = noon.slice(0, 10);
      const told = [before, noon].map((text) => firstDayFrom(Date.parse(text), zone, always) === day);
      expect([zone, day, ...told]).toEqual([zone, day, true, false]);
    }
  });

  it('is a working day, whatever was asked for', () => {
    const friday = Date.parse('2026-03-27T15:00:00Z');
    expect(firstDayFrom(friday, 'UTC', isWorking)).toBe('2026-03-30');
    expect(firstDayFrom(friday, 'UTC', isWorking, true)).toBe('2026-03-27');
    expect(firstDayFrom(friday + 86_400_000, 'UTC', isWorking, true)).toBe('2026-03-30');
  });
});

describe('firstDayOfWork', () => {
  it('is the planned start of what has not begun, and no day that is over', () => {
    const start = { day: '2026-03-30', at: null };
    expect(firstDayOfWork({ status: 'planned', start }, '2026-03-24')).toBe('2026-03-30');
    expect(firstDayOfWork({ status: 'planned', start }, '2026-04-02')).toBe('2026-04-02');
    expect(firstDayOfWork({ status: 'active', start }, '2026-03-24')).toBe('2026-03-24');
    expect(firstDayOfWork({ status: 'planned', start: null }, '2026-03-24')).toBe('2026-03-24');
  });
});

describe('nthWorkingDay', () => {
  it('counts working days alone, the first included', () => {
    expect([1, 2, 3].map((n) => nthWorkingDay('2026-03-27', n, isWorking))).toEqual([
      '2026-03-27',
      '2026-03-30',
      '2026-03-31',
    ]);
  });

  it('gives up on what is too far, and where nobody ever works', () => {
    expect(nthWorkingDay('2026-03-27', 751, isWorking)).toBeNull();
    expect(nthWorkingDay('2026-03-27', 1, () => false)).toBeNull();
  });
});
