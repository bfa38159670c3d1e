import { sql } from 'kysely';
import { type Db, holdOrganization, prepared } from './engine.ts';
import type { StoredEvent } from './events.ts';

/**
 * The events of a transaction on PostgreSQL that holds its organization: nobody else numbers events meanwhile, so they
 * get their numbers here, and one statement stores them all before the commit.
 */
export interface EventBook {
  /** Numbers an event; `touched` are the projects within which it changed something. */
  readonly append: (event: Omit<StoredEvent, 'seq'>, touched: readonly number[]) => StoredEvent;
  /** Where it stands; and brings it back there when the work since has been undone, what it had stored included. */
  readonly mark: () => Mark;
  readonly cutTo: (mark: Mark) => void;
  /** Stores those that are not stored yet. */
  readonly store: () => Promise<void>;
}

/** A place in the book: how many events there were, and how many of them were stored. */
interface Mark {
  readonly count: number;
  readonly stored: number;
}

/** Holds the organization until the transaction ends, and opens the book of its events. */
export async function openEventBook(db: Db, orgId: number): Promise<EventBook> {
  const last = await holdOrganization(db, orgId);
  let stored = 0;
  const entries: { readonly event: StoredEvent; readonly touched: readonly number[] }[] = [];
  return {
    append: (event, touched) => {
      const numbered = { ...event, seq: last + entries.length + 1 };
      entries.push({ event: numbered, touched });
      return numbered;
    },
    mark: () => ({ count: entries.length, stored }),
    cutTo: (mark) => {
      entries.length = mark.count;
      stored = mark.stored;
    },
    store: async () => {
      const waiting = entries.slice(stored);
      if (waiting.length === 0) return;
      stored = entries.length;
      const events = waiting.map(({ event }) => ({ ...event, data: JSON.stringify(event.data) }));
      const revisions = new Map(
        waiting.flatMap(({ event, touched }) => touched.map((project) => [project, event.seq] as const)),
      );
      await storeAll(db, {
        orgId,
        events: JSON.stringify(events),
        count: events.length,
        projects: [...revisions.keys()],
        revisions: [...revisions.values()],
      });
    },
  };
}

interface Stored {
  readonly orgId: number;
  readonly events: string;
  readonly count: number;
  readonly projects: readonly number[];
  readonly revisions: readonly number[];
}

const storeAll = prepared<Stored, never>((db, value) => ({
  compile: () =>
    sql<never>`
      WITH appended AS (
        INSERT INTO event (org_id, seq, at, kind, project_id, iteration_id, item_id, actor_id, token_id, via, data)
        SELECT ${value('orgId')}, seq, at, kind, "projectId", "iterationId", "itemId", "actorId", "tokenId", via, data
        FROM json_to_recordset(${value('events')}::json) AS given (seq bigint, at bigint, kind text, "projectId" bigint,
          "iterationId" bigint, "itemId" bigint, "actorId" bigint, "tokenId" bigint, via text, data text)
      ), marked AS (
        UPDATE project_revision SET revision = touched.revision
        FROM unnest(${value('projects')}::bigint[], ${value('revisions')}::bigint[]) AS touched (project, revision)
        WHERE org_id = ${value('orgId')} AND project_id = touched.project
      )
      UPDATE organization_counter SET event = event + ${value('count')} WHERE org_id = ${value('orgId')}`.compile(db),
}));
