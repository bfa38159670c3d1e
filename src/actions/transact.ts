import type { Actor } from '../domain/access.ts';
import type { Db } from '../store/engine.ts';
import type { EventBook } from '../store/event-book.ts';
import { appendEvent, type StoredEvent } from '../store/events.ts';
import { withSavepoint } from '../store/savepoint.ts';

/** What a command works in: an open transaction, who asks, and one reading of the clock. */
export interface Tx {
  readonly db: Db;
  readonly actor: Actor;
  /** Epoch milliseconds; the same for everything one command writes. */
  readonly now: number;
  /** Appends what happened, in this transaction; it is told to others after the commit. */
  readonly emit: (event: NewEvent) => Promise<StoredEvent>;
  /** Stores at once what has been appended, for who is going to read it in this transaction. */
  readonly storeEvents: () => Promise<void>;
  /** Does a part of the work so that, if it throws, nothing of it stays or is told. */
  readonly apart: <T>(work: (part: Tx) => Promise<T>) => Promise<T>;
}

/** An event as a command states it; number, time and author are added. */
export interface NewEvent {
  /** Another organization that is told, with its own numbers; the actor's if absent. */
  readonly orgId?: number;
  readonly kind: string;
  readonly projectId: number | null;
  readonly iterationId?: number;
  readonly itemId?: number;
  /** Other projects in which something shows the change too. */
  readonly touches?: readonly number[];
  readonly data?: Readonly<Record<string, unknown>>;
}

/** A command's world within an open transaction. `told` collects its events for after the commit, `book` stores them. */
export function openTx(db: Db, actor: Actor, now: number, told: StoredEvent[], book?: EventBook): Tx {
  const emit = async (event: NewEvent) => {
    const { orgId = actor.orgId } = event;
    const isOwn = orgId === actor.orgId;
    const unnumbered = {
      orgId,
      at: now,
      kind: event.kind,
      projectId: event.projectId,
      iterationId: event.iterationId ?? null,
      itemId: event.itemId ?? null,
      actorId: actor.userId,
      // Tokens are numbered in their own organization.
      tokenId: isOwn ? actor.tokenId : null,
      via: actor.via ?? null,
      data: event.data ?? {},
    };
    const own = event.projectId === null ? [] : [event.projectId];
    const touched = [...new Set([...own, ...(event.touches ?? [])])];
    const isBooked = book !== undefined && isOwn;
    const stored = isBooked ? book.append(unnumbered, touched) : await appendEvent(db, unnumbered, touched);
    told.push(stored);
    return stored;
  };
  const apart = async <T>(work: (part: Tx) => Promise<T>) => {
    const toldApart: StoredEvent[] = [];
    const mark = book?.mark();
    try {
      const result = await withSavepoint(db, 'part', () => work(openTx(db, actor, now, toldApart, book)));
      told.push(...toldApart);
      return result;
    } catch (error) {
      if (mark !== undefined) book?.cutTo(mark);
      throw error;
    }
  };
  const storeEvents = async () => book?.store();
  return { db, actor, now, emit, storeEvents, apart };
}
