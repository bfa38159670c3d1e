import { describe, expect, it } from 'vitest';
import { checkVersion, noPrecondition } from './precondition.ts';

describe('the version a caller has seen', () => {
  it('may be left out unless it is required', () => {
    expect(() => checkVersion(noPrecondition, 3, false)).not.toThrow();
    expect(() => checkVersion(noPrecondition, 3, true)).toThrow(expect.objectContaining({ code: 'version_missing' }));
  });

  it('may be any, which counts as given', () => {
    expect(() => checkVersion({ kind: 'any' }, 3, true)).not.toThrow();
  });

  it('must be among those named, or the answer tells the one of now', () => {
    expect(() => checkVersion({ kind: 'oneOf', versions: [1, 3] }, 3, true)).not.toThrow();
    const details = expect.objectContaining({ currentVersion: 3 });
    for (const versions of [[2], [1, 2, 4], []]) {
      expect(() => checkVersion({ kind: 'oneOf', versions }, 3, false)).toThrow(
        expect.objectContaining({ code: 'version_conflict', details }),
      );
    }
  });

  it('is refused when it cannot be read, required or not', () => {
    for (const required of [true, false]) {
      expect(() => checkVersion({ kind: 'malformed', text: '"1' }, 3, required)).toThrow(
        expect.objectContaining({ code: 'version_malformed' }),
      );
    }
  });
});
