import { describe, expect, it } from 'vitest';
import { numberOf, textOf } from './typed-number.ts';

describe('A number that is typed', () => {
  it.each([
    ['', null],
    [',', null],
    ['0', 0],
    ['3,', 3],
    ['3.5', 3.5],
    ['3,5', 3.5],
    ['.5', 0.5],
    [' 13 ', 13],
    ['-1', undefined],
    ['1e3', undefined],
    ['1 000', undefined],
    ['1.2.3', undefined],
    ['1234567890', undefined],
  ])('as %j is %j', (text, number) => {
    expect(numberOf(text)).toBe(number);
  });

  it('is written with the comma or the point of the language', () => {
    expect([textOf(2.5, 'en'), textOf(2.5, 'ru'), textOf(null, 'ru')]).toEqual(['2.5', '2,5', '']);
    expect(numberOf(textOf(2.5, 'ru'))).toBe(2.5);
  });
});
