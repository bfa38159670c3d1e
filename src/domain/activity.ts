/** Something that somebody else did, as one person has it before them. Instants are epoch milliseconds. */
export interface Activity {
  /** The number of its event. */
  readonly id: number;
  readonly kind: 'item created' | 'item changed' | 'item commented' | 'message shared';
  readonly at: number;
  readonly authorName: string;
  /** Null for a message, which is about no item. */
  readonly projectId: number | null;
  readonly itemId: number | null;
  readonly itemTitle: string | null;
  /** The fields that changed, as histories name them (`ToldField`). */
  readonly fields: readonly string[];
  /** What was said, in a comment that is still there or in a message. */
  readonly text: string | null;
  readonly isRead: boolean;
  readonly isFlagged: boolean;
}

/** How far back activities go: the newest events of an organization, whatever they tell of. */
export const newestEvents = 10_000;
