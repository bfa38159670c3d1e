import { describe, expect, it } from 'vitest';
import { columnFor, standpointFor } from './workflow.ts';

const statuses = [
  { id: 1, key: 'open', name: 'Open', category: 'queued' },
  { id: 2, key: 'inProgress', name: 'In progress', category: 'in_progress' },
  { id: 3, key: 'done', name: 'Done', category: 'done' },
  { id: 4, key: 'cancelled', name: 'Cancelled', category: 'cancelled' },
  { id: 5, key: 'review', name: 'In review', category: 'in_progress' },
] as const;
const columns = [
  { id: 11, category: 'queued', statusIds: [] },
  { id: 12, category: 'in_progress', statusIds: [] },
  { id: 13, category: 'done', statusIds: [] },
  { id: 14, category: 'done', statusIds: [] },
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

  it('takes the first of the statuses put into a column, whatever their categories, or keeps the one it has', () => {
    const own = [columns[0], { id: 21, category: 'in_progress', statusIds: [5, 1] }, columns[2]] as const;
    const reviewed = { columnId: 21, statusId: 5, category: 'in_progress' } as const;
    expect(standpointFor(own, statuses, null, { columnId: 21 })).toEqual(reviewed);
    const queued = { columnId: 11, statusId: 1, category: 'queued' } as const;
    expect(standpointFor(own, statuses, queued, { columnId: 21 })).toEqual({ ...queued, columnId: 21 });
    expect(standpointFor(own, statuses, queued, { statusId: 5 })).toEqual(reviewed);
    expect(standpointFor(own, statuses, reviewed, { statusId: 2 })).toEqual({
      columnId: 21,
      statusId: 2,
      category: 'in_progress',
    });
  });

  it('goes to the column into which its status was put, before those that take the whole category', () => {
    const review = { id: 21, category: 'in_progress', statusIds: [5] } as const;
    const own = [...columns, review, { ...review, id: 22 }] as const;
    const [open, , , cancelled, inReviewStatus] = statuses;
    expect(columnFor(own, inReviewStatus, 12)).toBe(review);
    expect(columnFor(own, inReviewStatus, 22)).toBe(own[5]);
    expect(columnFor(own, open, 21)).toBe(columns[0]);
    expect(columnFor(own, cancelled, 21)).toBe(review);
    expect(columnFor(own, cancelled, undefined)).toBe(columns[0]);
    expect(standpointFor(own, statuses, { ...inReview, statusId: 2 }, { statusId: 5 })?.columnId).toBe(21);
    expect(standpointFor(own, statuses, inReview, { columnId: 12 })).toEqual(inReview);
  });

  it('is nowhere when there is no such column or status, or no column at all', () => {
    expect(standpointFor(columns, statuses, null, { columnId: 99 })).toBeUndefined();
    expect(standpointFor(columns, statuses, null, { statusId: 99 })).toBeUndefined();
    expect(standpointFor([], statuses, null, { category: 'done' })).toBeUndefined();
  });
});
