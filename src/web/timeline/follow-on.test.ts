import { describe, expect, it } from 'vitest';
import type { Iteration } from '../../client/native.ts';
import { followOn } from './follow-on.ts';

const iteration = (id: number, title: string, start: string | null, end: string | null) =>
  ({ id, kind: 'iteration', parentId: 1, title, start, end }) as Iteration;

describe('The iteration that is offered next', () => {
  it('follows the last one, is as long, and counts on', () => {
    const found = [iteration(2, 'Sprint 09', '2026-10-12', '2026-10-25'), iteration(3, 'Idea', null, null)];
    expect(followOn(found)).toEqual({ title: 'Sprint 10', parentId: 1, start: '2026-10-26', end: '2026-11-08' });
  });

  it('keeps the weekend between the two before it', () => {
    const found = [iteration(2, 'A 1', '2026-11-02', '2026-11-13'), iteration(3, 'A 2', '2026-11-16', '2026-11-27')];
    expect(followOn(found)).toMatchObject({ title: 'A 3', start: '2026-11-30', end: '2026-12-11' });
  });

  it('has no title where there is nothing to count, and is none where there is nothing to follow', () => {
    expect(followOn([iteration(2, 'Hardening', '2026-11-02', '2026-11-13')])?.title).toBe('');
    expect(followOn([iteration(3, 'Idea', null, null)])).toBeUndefined();
  });
});
