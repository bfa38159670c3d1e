import { describe, expect, it } from 'vitest';
import { loadStages } from './overload.ts';

describe('shedding load', () => {
  it('begins with strangers after two seconds of lateness, goes on to lists after four, and ends with the first sample in time', () => {
    const stage = loadStages();
    expect([600, 600, 600, 600, 600, 600, 600, 600, 0, 600].map(stage)).toEqual([
      'none',
      'none',
      'none',
      'strangers',
      'strangers',
      'strangers',
      'strangers',
      'lists',
      'none',
      'none',
    ]);
  });
});
