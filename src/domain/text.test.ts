import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codePoints, folded, keyFromTitle, textFault } from './text.ts';

describe('a text that is to be kept', () => {
  const name = { min: 1, max: 5 } as const;

  it('is measured in code points, so that an emoji counts as one', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(codePoints(text)).toBe(Array.from(text).length);
      }),
    );
    expect(textFault('🏝🏝🏝🏝🏝', name)).toBeNull();
    expect(textFault('🏝🏝🏝🏝🏝🏝', name)).toBe('length');
    expect(textFault('', name)).toBe('length');
  });

  it('holds no control characters, but breaks and tabs where it may have several lines', () => {
    for (const control of ['\u0000', '\u0007', '\u001f', '\u007f', '\u0085', '\n', '\t', '\r']) {
      expect(textFault(`a${control}b`, name)).toBe('format');
    }
    for (const text of ['a\nb', 'a\tb', 'a\r\nb']) expect(textFault(text, { ...name, lines: 'several' })).toBeNull();
    for (const text of ['a\u0000', 'a\u000b', 'a\u0085'])
      expect(textFault(text, { ...name, lines: 'several' })).toBe('format');
  });

  it('is well-formed Unicode: half an emoji is refused', () => {
    expect(textFault('a\ud83c', name)).toBe('format');
    expect(textFault('\udfddb', name)).toBe('format');
  });

  it('keeps spaces, backslashes, right-to-left and combining signs', () => {
    for (const text of [' a ', 'a\\b', 'שלום', 'e\u0301', '  ']) expect(textFault(text, name)).toBeNull();
  });
});

it('folding makes different spellings of one word equal, and folding twice changes nothing', () => {
  expect(folded('E\u0301TE')).toBe(folded('éte'));
  expect(folded('СПРИНТ')).toBe('спринт');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(folded(folded(text))).toBe(folded(text));
    }),
  );
});

describe("a project's key", () => {
  it('is made of the Latin letters of its title, in upper case', () => {
    expect(keyFromTitle('Web shop 2')).toBe('WEBSHOP');
    expect(keyFromTitle('Crème brûlée')).toBe('CREMEBRULE');
    expect(keyFromTitle('A very long title indeed')).toBe('AVERYLONGT');
  });

  it('transliterates Cyrillic, however its letters are composed', () => {
    expect(keyFromTitle('Платежи')).toBe('PLATEZHI');
    expect(keyFromTitle('Ёлка')).toBe('ELKA');
    expect(keyFromTitle('Йога')).toBe('YOGA');
    expect(keyFromTitle('Йога'.normalize('NFD'))).toBe('YOGA');
    expect(keyFromTitle('Площадь')).toBe('PLOSCHAD');
  });

  it('is PROJECT when there are fewer than two letters to take', () => {
    for (const title of ['', '7', 'Q', '日本', 'ъ']) expect(keyFromTitle(title)).toBe('PROJECT');
  });

  it('always has 2 to 10 letters from A to Z', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (title) => {
        expect(keyFromTitle(title)).toMatch(/^[A-Z]{2,10}$/);
      }),
    );
  });
});
