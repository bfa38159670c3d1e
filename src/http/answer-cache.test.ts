import { describe, expect, it } from 'vitest';
import { type AnswerCache, answerCache, type KeptAnswer } from './answer-cache.ts';

function answerOf(size: number, revision = 1): KeptAnswer {
  return { revision, etag: `"r${revision}"`, payload: Buffer.alloc(size), headers: {} };
}

/** A cache in which everything was asked for before. */
function wantedCache(): AnswerCache {
  const cache = answerCache();
  const keep: AnswerCache['keep'] = (key, answer) => {
    cache.keep(key, answer);
    cache.keep(key, answer);
  };
  return { ...cache, keep };
}

describe('kept answers', () => {
  it('are of what was asked for before, if not too much else was in between', () => {
    const cache = answerCache();
    cache.keep('list', answerOf(100));
    expect(cache.find('list', 1)).toBeUndefined();
    cache.keep('list', answerOf(100, 2));
    expect(cache.find('list', 2)?.revision).toBe(2);
    cache.keep('other', answerOf(100));
    for (let number = 0; number < 17; number += 1) cache.keep(`long ${number}`, answerOf(999_000));
    cache.keep('other', answerOf(100));
    expect(cache.find('other', 1)).toBeUndefined();
  });

  it('are found at the revision that they were made at, and at no other', () => {
    const cache = wantedCache();
    const first = answerOf(100);
    cache.keep('list', first);
    expect(cache.find('list', 1)?.payload).toBe(first.payload);
    expect(cache.find('list', 2)).toBeUndefined();
    const second = answerOf(100, 2);
    cache.keep('list', second);
    expect(cache.find('list', 2)?.payload).toBe(second.payload);
    expect(cache.find('list', 1)).toBeUndefined();
    expect(cache.find('other', 2)).toBeUndefined();
  });

  it('take 16 MB at most, however many there are, and the last ones are among them', () => {
    const cache = wantedCache();
    const keys = Array.from({ length: 400 }, (_, number) => `list ${number}`);
    for (const key of keys) cache.keep(key, answerOf(100_000));
    const isKept = (key: string) => cache.find(key, 1) !== undefined;
    expect(keys.slice(0, 240).filter(isKept)).toEqual([]);
    expect(keys.slice(-75).filter(isKept)).toHaveLength(75);
  });

  it('stay for as long as they are asked for, whatever else comes and goes', () => {
    const cache = wantedCache();
    const wanted = answerOf(50_000);
    cache.keep('wanted', wanted);
    for (let number = 0; number < 2000; number += 1) {
      cache.keep(`list ${number}`, answerOf(50_000));
      expect(cache.find('wanted', 1)?.payload).toBe(wanted.payload);
    }
  });

  it('are not outnumbered by one that is made anew again and again', () => {
    const cache = wantedCache();
    const wanted = answerOf(50_000);
    cache.keep('wanted', wanted);
    for (let revision = 1; revision < 2000; revision += 1) cache.keep('changing', answerOf(50_000, revision));
    expect(cache.find('wanted', 1)?.payload).toBe(wanted.payload);
  });

  it('are no longer than a sixteenth of all', () => {
    const cache = wantedCache();
    cache.keep('long', answerOf(1_000_001));
    expect(cache.find('long', 1)).toBeUndefined();
  });
});
