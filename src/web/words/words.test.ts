import { describe, expect, it } from 'vitest';
import { en } from './en.ts';
import { ru } from './ru.ts';
import { dayFormat, daysBetween, nextDay } from './show-days.ts';

describe('The words of the pages', () => {
  it('agree with the number before them', () => {
    expect([1, 2, 5, 21, 1.5].map(en.points)).toEqual(['1 pt', '2 pts', '5 pts', '21 pts', '1.5 pts']);
    expect([1, 2, 5, 11, 21, 22, 1.5].map(ru.points)).toEqual([
      '1 балл',
      '2 балла',
      '5 баллов',
      '11 баллов',
      '21 балл',
      '22 балла',
      '1,5 балла',
    ]);
    expect(ru.startsIn(3)).toBe('Начало через 3 дня');
  });

  it('write days as they are, in whatever zone they are read', () => {
    expect(dayFormat('en').short('2026-11-09')).toBe('9 Nov');
    expect(dayFormat('ru').short('2026-11-09')).toBe('9 нояб.');
    expect(dayFormat('en').range('2026-10-26', '2026-11-08')).toMatch(/^26 Oct\s–\s8 Nov 2026$/);
    expect(nextDay('2028-02-28')).toBe('2028-02-29');
    expect(daysBetween('2026-10-24', '2026-10-26')).toBe(2);
  });
});
