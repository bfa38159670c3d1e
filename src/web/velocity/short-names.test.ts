import { describe, expect, it } from 'vitest';
import { shortNames } from './short-names.ts';

describe('Names below bars', () => {
  it.each([
    [
      ['Sprint 22', 'Sprint 23'],
      ['22', '23'],
    ],
    [
      ['Sprint 19', 'Sprint 1'],
      ['19', '1'],
    ],
    [
      ['Iteration 9 a', 'Iteration 9 b'],
      ['a', 'b'],
    ],
    [
      ['Hardening', 'Sprint 23'],
      ['Hardening', 'Sprint 23'],
    ],
    [
      ['Sprint', 'Sprint 2'],
      ['Sprint', 'Sprint 2'],
    ],
    [
      ['Same', 'Same'],
      ['Same', 'Same'],
    ],
    [['Alone 1'], ['Alone 1']],
    [[], []],
  ])('of %j are %j', (titles, names) => {
    expect(shortNames(titles)).toEqual(names);
  });
});
