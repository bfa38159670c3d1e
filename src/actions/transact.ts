import type { Actor } from '../domain/access.ts';
import type { Db } from '../store/engine.ts';
import { appendEvent, markProject, type StoredEvent } from '../store/events.ts';
import { withSavepoint } from '../store/savepoint.ts';

/** What a command works in: an open transaction, who asks, and one reading of the clock. */
export interface Tx {
  readonly db: Db;
  readonly actor: Actor;
  /** Epoch milliseconds; the same for everything one command writes. */
  readonly now: number;
  /** Appends what happened, in this transaction; it is told to others after the commit. */
  readonly emit: (event: NewEvent) => Promise<StoredEvent>;
  /** Does a part of the work so that, if it throws, nothing of it stays or is told. */
  readonly apart: <T>(work: (part: Tx) => Promise<T>) => Promise<T>;
}

/** An event as a command states it; number, time and author are added. */
export interface NewEvent {
  readonly kind: string;
  readonly projectId: number | null;
  readonly iterationId?: number;
  readonly itemId?: number;
  /** Other projects in which something shows the change too. */
  readonly touches?: readonly number[];
  readonly data?: Readonly<Record<string, unknown>>;
}

/** A command's world within an open transaction. `told` collects its events for after the commit. */
export function openTx(db: Db, actor: Actor, now: number, told: StoredEvent[]): Tx {
  const emit = async (event: NewEvent) => {
    const stored = await appendEvent(db, {
      orgId: actor.orgId,
      at: now,
      kind: event.kind,
      projectId: event.projectId,
      iterationId: event.iterationId ?? null,
      itemId: event.itemId ?? null,
      actorId: actor.userId,
      tokenId: actor.tokenId,
      data: event.data ?? {},
    });
    // The organization's counter is locked by now, so the order of these locks cannot cross another transaction's.
    const touched = [...(event.projectId === null ? [] : [event.projectId]), ...(event.touches ?? [])];
    for (const projectId of new Set(touched)) await markProject(db, stored, projectId);
    told.push(stored);
    return stored;
  };
  const apart = async <T>(work: (part: Tx) => Promise<T>) => {
    const toldApart: StoredEvent[] = [];
    const result = await withSavepoint(db, 'part', () => work(openTx(db, actor, now, toldApart)));
    told.push(...toldApart);
    return result;
  };
  return { db, actor, now, emit, apart };
}
