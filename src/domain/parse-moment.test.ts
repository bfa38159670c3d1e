import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMoment } from './parse-moment.ts';

const at = fc.integer({ min: Date.UTC(1900, 0, 2), max: Date.UTC(2200, 11, 30) });

describe('a moment as somebody wrote it', () => {
  it('is a bare calendar date, which stands for no instant', () => {
    expect(parseMoment('2026-03-29')).toEqual({ day: '2026-03-29', timeOfDay: null, at: null });
  });

  it('keeps the date as written, whatever the offset makes of it', () => {
    expect(parseMoment('2026-03-01T00:30:00+03:00')).toEqual({
      day: '2026-03-01',
      timeOfDay: 30 * 60_000,
      at: Date.UTC(2026, 1, 28, 21, 30),
    });
    expect(parseMoment('2026-03-01T23:30-0500')?.at).toBe(Date.UTC(2026, 2, 2, 4, 30));
    expect(parseMoment('2026-03-01T10:00:00-00:00')?.at).toBe(Date.UTC(2026, 2, 1, 10));
  });

  it('without a zone has a time of day and no instant', () => {
    expect(parseMoment('2026-03-01T09:15:30')).toEqual({
      day: '2026-03-01',
      timeOfDay: ((9 * 60 + 15) * 60 + 30) * 1000,
      at: null,
    });
  });

  it('reads back every instant that JavaScript writes', () => {
    fc.assert(
      fc.property(at, (instant) => {
        expect(parseMoment(new Date(instant).toISOString())?.at).toBe(instant);
      }),
    );
  });

  it('agrees with Date for every offset', () => {
    const offset = fc.tuple(
      fc.constantFrom('+', '-'),
      fc.integer({ min: 0, max: 13 }),
      fc.integer({ min: 0, max: 59 }),
    );
    fc.assert(
      fc.property(at, offset, (instant, [sign, hours, minutes]) => {
        const zone = `${sign}${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
        const text = new Date(instant).toISOString().replace('Z', zone);
        expect(parseMoment(text)?.at).toBe(Date.parse(text));
      }),
    );
  });

  it('cuts fractions to milliseconds, without rounding', () => {
    expect(parseMoment('2026-03-01T00:00:00.9Z')?.timeOfDay).toBe(900);
    expect(parseMoment('2026-03-01T00:00:00.1239999Z')?.timeOfDay).toBe(123);
    expect(parseMoment('2026-03-01T00:00:00.999999999Z')?.timeOfDay).toBe(999);
  });

  it.each([
    '2026-02-30',
    '2026-02-29',
    '2100-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '1899-12-31',
    '2201-01-01',
    '2026-1-1',
    '20260101',
    '2026-01-01T24:00:00Z',
    '2026-01-01T23:60:00Z',
    '2026-01-01T23:59:60Z',
    '2026-01-01T10Z',
    '2026-01-01T10:00:00.Z',
    '2026-01-01T10:00:00.1234567890Z',
    '2026-01-01T10:00:00+14:01',
    '2026-01-01T10:00:00+15:00',
    '2026-01-01T10:00:00+02:60',
    '2026-01-01T10:00:00+2',
    '2026-01-01T10:00:00z',
    '2026-01-01t10:00:00Z',
    '2026-01-01 10:00:00',
    ' 2026-01-01',
    '2026-01-01\n',
    '２０２６-01-01',
    '+2026-01-01',
    '',
    'today',
  ])('is not %j', (text) => {
    expect(parseMoment(text)).toBeNull();
  });

  it('is found in no other text, and reading never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const moment = parseMoment(text);
        expect(moment === null || text.startsWith(moment.day)).toBe(true);
      }),
    );
  });

  it('takes 29 February of leap years only', () => {
    expect(parseMoment('2028-02-29')?.day).toBe('2028-02-29');
    expect(parseMoment('2000-02-29')?.day).toBe('2000-02-29');
    expect(parseMoment('1900-02-29')).toBeNull();
  });
});
