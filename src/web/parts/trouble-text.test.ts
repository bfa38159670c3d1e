import { createInstance } from 'i18next';
import { describe, expect, it } from 'vitest';
import { en } from '../words/en.ts';
import { ru } from '../words/ru.ts';
import { troubleText } from './trouble-text.ts';

describe('troubleText', () => {
  const told = (language: 'en' | 'ru', error: unknown) => {
    const i18n = createInstance({ lng: language, resources: { en: { translation: en }, ru: { translation: ru } } });
    void i18n.init();
    return troubleText({ language, t: i18n.t }, error);
  };
  const problem = (status: number, code: string, detail: string) =>
    new Error(detail, {
      cause: { type: `urn:timebox:problem:${code}`, title: 'Title', status, detail, requestId: '1' },
    });

  it('names the kind as the reader does, and lets the server say the rest', () => {
    const taken = problem(409, 'taken', 'The key WEB is taken');
    expect([told('en', taken), told('ru', taken)]).toEqual([
      'Taken already: The key WEB is taken',
      'Уже занято: The key WEB is taken',
    ]);
    expect(told('ru', problem(409, 'iteration-closed', 'Nothing comes in'))).toMatch(/^Итерация закрыта: /);
  });

  it('leaves the server’s sentence where the kind says all of it', () => {
    expect(told('ru', problem(429, 'rate-limited', 'Too many requests'))).toBe(ru.refusals.rate_limited);
    expect(told('en', problem(412, 'version-conflict', 'The version is 3 now'))).toBe(en.iteration.changedMeanwhile);
  });

  it('says so when nothing answers, or nothing of the server’s does', () => {
    expect(told('ru', new TypeError('Failed to fetch'))).toBe('Сервер не ответил.');
    const fromProxy = { type: 'about:blank', title: 'Bad Gateway', status: 502, detail: 'Bad Gateway', requestId: '' };
    expect(told('ru', new Error('', { cause: fromProxy }))).toBe(ru.refusals.broken);
  });
});
