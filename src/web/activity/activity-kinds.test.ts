import { describe, expect, it } from 'vitest';
import { en } from '../words/en.ts';
import { activityKinds } from './activity-kinds.ts';

describe('What can happen', () => {
  it('has words of its own, and every word is of something that can happen', () => {
    expect(Object.keys(en.activity.kinds).sort()).toEqual(activityKinds.map((kind) => kind.replace('.', '-')).sort());
  });
});
