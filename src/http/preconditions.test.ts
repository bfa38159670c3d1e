import { describe, expect, it } from 'vitest';
import { isNotModified, readPrecondition } from './preconditions.ts';

const oneOf = (...versions: number[]) => ({ kind: 'oneOf', versions });
const malformed = { kind: 'malformed', text: expect.any(String) };

describe('If-Match', () => {
  it.each([
    [undefined, { kind: 'none' }],
    ['*', { kind: 'any' }],
    ['"7"', oneOf(7)],
    [' "7" ', oneOf(7)],
    ['"7-128"', oneOf(7)],
    ['"3", "7"', oneOf(3, 7)],
    ['W/"7"', oneOf()],
    ['"07"', oneOf()],
    ['"7.0"', oneOf()],
    ['"+7"', oneOf()],
    ['"abc"', oneOf()],
    ['""', oneOf()],
    ['"a,b"', oneOf()],
    ['"a,b","7",W/"1,8"', oneOf(7)],
    ['"3"\t,"7"', oneOf(3, 7)],
    [`"${'9'.repeat(400)}"`, oneOf()],
    ['"9007199254740993"', oneOf()],
    ['', malformed],
    ['"7', malformed],
    ['7"', malformed],
    ['*, "7"', malformed],
    ['"7",', malformed],
    ['"7" "8"', malformed],
    [',"7"', malformed],
    ['"3",,"7"', malformed],
    ['"a","b', malformed],
  ])('%j is read as %j', (header, expected) => {
    expect(readPrecondition(header, false)).toEqual(expected);
    expect(readPrecondition(header, true)).toEqual(expected);
  });

  it('takes a version without quotes only where clients are known to send it so', () => {
    expect(readPrecondition('7', true)).toEqual(oneOf(7));
    expect(readPrecondition('7', false)).toEqual(malformed);
    expect(readPrecondition('3, "7", 9', true)).toEqual(oneOf(3, 7, 9));
    expect(readPrecondition('3, "7"', false)).toEqual(malformed);
    expect(readPrecondition('7x', true)).toEqual(malformed);
    expect(readPrecondition('007', true)).toEqual(oneOf());
  });
});

describe('If-None-Match', () => {
  it('compares weakly, and any tag matches a star', () => {
    expect(isNotModified(undefined, '"7-1"')).toBe(false);
    expect(isNotModified('"7-1"', '"7-1"')).toBe(true);
    expect(isNotModified('"6-1", W/"7-1"', '"7-1"')).toBe(true);
    expect(isNotModified('"7"', '"7-1"')).toBe(false);
    expect(isNotModified('*', '"7-1"')).toBe(true);
  });
});
