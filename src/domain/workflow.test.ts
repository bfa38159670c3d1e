import { describe, expect, it } from 'vitest';
import { firstStatuses, standpointFor } from './workflow.ts';

const statuses = [...firstStatuses, { key: 'review', name: 'In review', category: 'in_progress' } as const].map(
  (status, index) => ({
    ...status,
    id: index + 1,
  }),
);
const columns = [
  { id: 11, category: 'queued' },
  { id: 12, category: 'in_progress' },
  { id: 13, category: 'done' },
  { id: 14, category: 'done' },
] as const;
const inReview = { columnId: 12, statusId: 5, category: 'in_progress' } as const;

describe('where an item stands', () => {
  it('begins in the first column and status of its category', () => {
    expect(standpointFor(columns, statuses, null, { category: 'queued' })).toEqual({
      columnId: 11,
      statusId: 1,
      category: 'queued',
    });
  });

  it('follows the column with its status, and the status with its column', () => {
    expect(standpointFor(columns, statuses, inReview, { columnId: 14 })).toEqual({
      columnId: 14,
      statusId: 3,
      category: 'done',
    });
    expect(standpointFor(columns, statuses, inReview, { statusId: 1 })).toEqual({
      columnId: 11,
      statusId: 1,
      category: 'queued',
    });
  });

  it('keeps what the wish does not speak of when it fits', () => {
    expect(standpointFor(columns, statuses, inReview, { columnId: 12 })).toEqual(inReview);
    expect(standpointFor(columns, statuses, inReview, { category: 'in_progress' })).toEqual(inReview);
    expect(standpointFor(columns, statuses, inReview, { statusId: 2 })).toEqual({ ...inReview, statusId: 2 });
  });

  it('is cancelled where it stands, and taken up again from there', () => {
    const cancelled = standpointFor(columns, statuses, inReview, { category: 'cancelled' });
    expect(cancelled).toEqual({ columnId: 12, statusId: 4, category: 'cancelled' });
    expect(standpointFor(columns, statuses, cancelled ?? null, { columnId: 12 })).toEqual({
      columnId: 12,
      statusId: 2,
      category: 'in_progress',
    });
  });

  it('is nowhere when there is no such column, status or place for the category', () => {
    expect(standpointFor(columns, statuses, null, { columnId: 99 })).toBeUndefined();
    expect(standpointFor(columns, statuses, null, { statusId: 99 })).toBeUndefined();
    expect(standpointFor([], statuses, null, { category: 'done' })).toBeUndefined();
  });
});
