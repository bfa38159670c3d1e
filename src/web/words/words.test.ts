import { createInstance } from 'i18next';
import { describe, expect, it } from 'vitest';
import { en } from './en.ts';
import { ru } from './ru.ts';
import { dayFormat, daysBetween, nextDay } from './show-days.ts';

interface Tree {
  readonly [key: string]: string | Tree;
}

/** What a tree of words says, by key; the forms of a plural are one. */
function formsIn(tree: Tree, path = ''): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value !== 'string') {
      for (const [below, texts] of formsIn(value, `${path}${key}.`)) found.set(below, [...texts]);
      continue;
    }
    const name = path + key.replace(/_(zero|one|two|few|many|other)$/, '');
    found.set(name, [...(found.get(name) ?? []), value]);
  }
  return found;
}

/** The values that a text asks for. */
const askedBy = (texts: readonly string[] = []) =>
  [...new Set(texts.flatMap((text) => [...text.matchAll(/{{(\w+)/g)].map(([, name]) => name)))]
    .filter((name): name is string => name !== undefined && name !== 'count')
    .toSorted((a, b) => a.localeCompare(b));

describe('The words of the pages', () => {
  const speaker = (language: 'en' | 'ru') => {
    const i18n = createInstance({
      lng: language,
      resources: { en: { translation: en }, ru: { translation: ru } },
      interpolation: { escapeValue: false },
    });
    void i18n.init();
    return i18n.t;
  };

  it('agree with the number before them', () => {
    const points = (language: 'en' | 'ru') => (count: number) => speaker(language)('amounts.points', { count });
    expect([1, 2, 5, 21, 1.5].map(points('en'))).toEqual(['1 pt', '2 pts', '5 pts', '21 pts', '1.5 pts']);
    expect([1, 2, 5, 11, 21, 22, 1.5].map(points('ru'))).toEqual([
      '1 балл',
      '2 балла',
      '5 баллов',
      '11 баллов',
      '21 балл',
      '22 балла',
      '1,5 балла',
    ]);
    expect(speaker('ru')('iteration.startsIn', { count: 3 })).toBe('Начало через 3 дня');
    expect(speaker('en')('iteration.startsIn', { count: 0 })).toBe('Starts today');
  });

  it('agree with the whole, of which they are a part', () => {
    const of = (count: number) => speaker('ru')('amounts.ofPoints', { part: '1', count });
    expect([1, 2, 5, 21, 52].map(of)).toEqual([
      '1 из 1 балла',
      '1 из 2 баллов',
      '1 из 5 баллов',
      '1 из 21 балла',
      '1 из 52 баллов',
    ]);
  });

  it('are the same in both languages: no key is missing, and none asks for another value', () => {
    const [english, russian] = [formsIn(en), formsIn(ru)];
    expect(new Set(russian.keys())).toEqual(new Set(english.keys()));
    for (const [key, texts] of english) expect([key, askedBy(russian.get(key))]).toEqual([key, askedBy(texts)]);
  });

  it('have all forms that the language counts with', () => {
    for (const [tree, suffixes] of [
      [en, ['one', 'other']],
      [ru, ['one', 'few', 'many', 'other']],
    ] as const) {
      const keys = Object.values(tree).flatMap((section) => Object.keys(section));
      for (const key of keys.filter((each) => each.endsWith('_one'))) {
        const stem = key.slice(0, -'_one'.length);
        expect(keys).toEqual(expect.arrayContaining(suffixes.map((suffix) => `${stem}_${suffix}`)));
      }
    }
  });

  it('write days as they are, in whatever zone they are read', () => {
    expect(dayFormat('en').short('2026-11-09')).toBe('9 Nov');
    expect(dayFormat('ru').short('2026-11-09')).toBe('9 нояб.');
    expect(dayFormat('en').range('2026-10-26', '2026-11-08')).toMatch(/^26 Oct\s–\s8 Nov 2026$/);
    expect(nextDay('2028-02-28')).toBe('2028-02-29');
    expect(daysBetween('2026-10-24', '2026-10-26')).toBe(2);
  });
});
