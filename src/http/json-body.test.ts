import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../domain/refusal.ts';
import { readJson } from './json-body.ts';

const read = (text: string) => readJson(Buffer.from(text));
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

describe('a JSON body', () => {
  it('is undefined when there is none, and whatever it says otherwise', () => {
    expect(read('')).toBeUndefined();
    expect(read(' \n')).toBeUndefined();
    expect(read('null')).toBeNull();
    expect(read('{"a": [1, 2.5, -0, 1e3, "б"]}')).toEqual({ a: [1, 2.5, -0, 1000, 'б'] });
    expect(read(nested(32))).toBeDefined();
  });

  it.each([
    ['broken', '{"a":'],
    ['nested too deep', nested(33)],
    ['a hundred thousand brackets', nested(100_000)],
    ['an integer that is not exact', '{"a": 9007199254740993}'],
    ['a number out of range', '{"a": 1e400}'],
    ['a lone surrogate', '{"a": "\\ud800"}'],
    ['U+0000', '{"a": "x\\u0000"}'],
    ['U+0000 in a key', '{"\\u0000": 1}'],
    ['__proto__', '{"__proto__": {"admin": true}}'],
    ['constructor', '{"a": {"constructor": 1}}'],
    ['more keys than anybody needs', `{${Array.from({ length: 2001 }, (_, index) => `"k${index}":1`).join(',')}}`],
  ])('is refused: %s', (_, text) => {
    expect(() => read(text)).toThrow(Refusal);
  });

  it.each([
    ['{"name": "a\\u0000"}', 'name'],
    ['{"a": 1, "board": {"id": 1e400}}', 'board.id'],
    ['{"ids": [1, 2, {"id": 9007199254740993}]}', 'ids.2.id'],
    ['{"x": {"y": 1}, "goal": "\\ud800"}', 'goal'],
    ['{"x": {"\\u0000": 1}}', 'x'],
    ['"\\u0000"', undefined],
  ])('names the member that is to blame: %s', (text, field) => {
    const refused = errorOf(() => read(text));
    expect(refused).toMatchObject({ code: 'malformed_body', message: expect.stringContaining(field ?? 'U+0000') });
    expect(refused instanceof Refusal && refused.details.field).toBe(field);
  });

  it('is refused when it is not UTF-8', () => {
    expect(() => readJson(Buffer.from([0x22, 0xff, 0x22]))).toThrow(/UTF-8/);
  });

  it('counts brackets within strings as text', () => {
    expect(read(JSON.stringify('['.repeat(100)))).toBe('['.repeat(100));
    expect(read('"\\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["')).toHaveLength(39);
  });

  it('never fails in another way than by refusing', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('latin1')),
        ),
        (text) => {
          expect(errorOf(() => read(text)) ?? new Refusal('malformed_body', 'none')).toBeInstanceOf(Refusal);
        },
      ),
    );
  });
});

function errorOf(work: () => unknown): unknown {
  try {
    work();
    return undefined;
  } catch (error) {
    return error;
  }
}
