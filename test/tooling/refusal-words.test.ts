import { describe, expect, it } from 'vitest';
import type { RefusalCode } from '../../src/domain/refusal.ts';
import { refusals as english } from '../../src/web/words/en/refusals.ts';
import { refusals as russian } from '../../src/web/words/ru/refusals.ts';

describe('The pages', () => {
  it.each([
    ['English', english],
    ['Russian', russian],
  ])('have %s words for whatever the server may refuse with', (language, { broken, ...words }) => {
    // A refusal that is new does not compile until it has words here.
    const byCode: Readonly<Record<RefusalCode, string>> = words;
    const letters = language === 'Russian' ? /^[А-Я][а-яё ,;-]+$/ : /^[A-Z][a-z ,;-]+$/;
    for (const said of [broken, ...Object.values(byCode)]) expect(said).toMatch(letters);
    expect(new Set(Object.values(byCode)).size).toBe(Object.keys(byCode).length);
  });
});
