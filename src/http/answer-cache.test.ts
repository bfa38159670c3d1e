import { describe, expect, it } from 'vitest';
import { answerCache, type KeptAnswer } from './answer-cache.ts';

function answerOf(size: number, revision = 1): KeptAnswer {
  return { revision, etag: `"r${revision}"`, payload: Buffer.alloc(size), headers: {} };
}

describe('kept answers', () => {
  it('are found at the revision that they were made at, and at no other', () => {
    const cache = answerCache();
    const first = answerOf(100);
    cache.keep('list', first);
    expect(cache.find('list', 1)).toBe(first);
    expect(cache.find('list', 2)).toBeUndefined();
    const second = answerOf(100, 2);
    cache.keep('list', second);
    expect(cache.find('list', 2)).toBe(second);
    expect(cache.find('list', 1)).toBeUndefined();
    expect(cache.find('other', 2)).toBeUndefined();
  });

  it('take 16 MB at most, however many there are, and the last ones are among them', () => {
    const cache = answerCache();
    const keys = Array.from({ length: 400 }, (_, number) => `list ${number}`);
    for (const key of keys) cache.keep(key, answerOf(100_000));
    const isKept = (key: string) => cache.find(key, 1) !== undefined;
    expect(keys.slice(0, 240).filter(isKept)).toEqual([]);
    expect(keys.slice(-75).filter(isKept)).toHaveLength(75);
  });

  it('stay for as long as they are asked for, whatever else comes and goes', () => {
    const cache = answerCache();
    const wanted = answerOf(50_000);
    cache.keep('wanted', wanted);
    for (let number = 0; number < 2000; number += 1) {
      cache.keep(`list ${number}`, answerOf(50_000));
      expect(cache.find('wanted', 1)).toBe(wanted);
    }
  });

  it('are not outnumbered by one that is made anew again and again', () => {
    const cache = answerCache();
    const wanted = answerOf(50_000);
    cache.keep('wanted', wanted);
    for (let revision = 1; revision < 2000; revision += 1) cache.keep('changing', answerOf(50_000, revision));
    expect(cache.find('wanted', 1)).toBe(wanted);
  });

  it('are no longer than a sixteenth of all', () => {
    const cache = answerCache();
    cache.keep('long', answerOf(1_000_001));
    expect(cache.find('long', 1)).toBeUndefined();
  });
});
