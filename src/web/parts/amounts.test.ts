import { createInstance } from 'i18next';
import { describe, expect, it } from 'vitest';
import { en } from '../words/en.ts';
import { changeIn, differenceIn } from './amounts.ts';

describe('A change, as it is told', async () => {
  const i18n = createInstance();
  await i18n.init({ lng: 'en', resources: { en: { translation: en } } });
  const words = { t: i18n.t, language: 'en' } as const;

  it.each([
    [2, '+2 pts', '+2'],
    [-1.5, '−1.5 pts', '−1.5'],
    [0, '0 pts', '0'],
    [-0, '0 pts', '0'],
  ])('of %s has its sign, and nothing has none', (value, points, bare) => {
    expect([changeIn(words, 'points', value), differenceIn(words, value)]).toEqual([points, bare]);
  });
});
