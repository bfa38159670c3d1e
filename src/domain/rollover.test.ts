import { describe, expect, it } from 'vitest';
import { anIteration } from '../../test/support/an-iteration.ts';
import { checkTarget } from './rollover.ts';

describe('the target of unfinished items', () => {
  const from = anIteration({ id: 7, status: 'active' });

  it('is a planned or active iteration of the same project', () => {
    for (const status of ['planned', 'active'] as const) {
      const target = anIteration({ id: 8, status });
      expect(checkTarget(from, target)).toBe(target);
    }
  });

  it('is not the iteration itself', () => {
    expect(() => checkTarget(from, from)).toThrow(expect.objectContaining({ code: 'target_is_itself' }));
  });

  it('is not unknown, of another project, a release or the root', () => {
    for (const target of [
      undefined,
      anIteration({ id: 8, projectId: 2 }),
      anIteration({ id: 8, kind: 'release' }),
      anIteration({ id: 1, kind: 'root', parentId: null }),
    ]) {
      expect(() => checkTarget(from, target)).toThrow(expect.objectContaining({ code: 'target_unknown' }));
    }
  });

  it('is not closed, archived or removed', () => {
    for (const status of ['closed', 'archived', 'removed'] as const) {
      expect(() => checkTarget(from, anIteration({ id: 8, status }))).toThrow(
        expect.objectContaining({ code: 'target_not_open' }),
      );
    }
  });
});
