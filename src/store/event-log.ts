import { type SelectQueryBuilder, sql } from 'kysely';
import { type Db, isPostgres } from './engine.ts';
import type { StoredEvent } from './events.ts';
import type { Schema } from './schema.ts';

/** What a log tells of. */
export type LogSubject =
  | { readonly projectId: number }
  | { readonly iterationId: number }
  | { readonly itemId: number }
  | 'everything';

/** Which events a log shows. */
export interface LogQuery {
  readonly orgId: number;
  readonly of: LogSubject;
  /** Projects that the reader can see. */
  readonly projects: 'all' | readonly number[];
  /** Those of them whose webhooks are the reader's to know. */
  readonly administered: 'all' | readonly number[];
  /** Only what came before that number, the newest first; or after it, the oldest first. */
  readonly from: { readonly before: number | null } | { readonly after: number };
  readonly limit: number;
  readonly kinds?: readonly string[];
  readonly actorId?: number;
}

/** An event with the names of what it is about, as they are now. */
export interface LoggedEvent extends StoredEvent {
  readonly actorUid: string | null;
  readonly actorName: string | null;
  readonly tokenName: string | null;
  readonly iterationTitle: string | null;
  readonly itemKey: string | null;
  readonly itemTitle: string | null;
}

/** What these tell is in no log. */
const privateKinds = ['token.%', 'person.%', 'bulk_change.%', 'message.%'];

/** A part of what has happened; what became of webhooks only where they are the reader's to administer. */
export async function readEventLog(db: Db, query: LogQuery): Promise<readonly LoggedEvent[]> {
  const { orgId, projects, administered, from, kinds, actorId } = query;
  let events = about(db, query)
    .leftJoin('person as p', 'p.id', 'e.actor_id')
    .leftJoin('token as k', 'k.id', 'e.token_id')
    .leftJoin('iteration as i', (on) => on.onRef('i.org_id', '=', 'e.org_id').onRef('i.id', '=', 'e.iteration_id'))
    .leftJoin('item as t', (on) => on.onRef('t.org_id', '=', 'e.org_id').onRef('t.id', '=', 'e.item_id'))
    .select([
      'e.org_id as orgId',
      'e.seq',
      'e.at',
      'e.kind',
      'e.project_id as projectId',
      'e.iteration_id as iterationId',
      'e.item_id as itemId',
      'e.actor_id as actorId',
      'e.token_id as tokenId',
      'e.via',
      'e.data',
      'p.uid as actorUid',
      'p.name as actorName',
      'k.name as tokenName',
      'i.title as iterationTitle',
      't.key as itemKey',
      't.title as itemTitle',
    ])
    .where('e.org_id', '=', orgId)
    .limit(query.limit);
  for (const kind of privateKinds) events = events.where('e.kind', 'not like', kind);
  if (administered !== 'all') {
    events = events.where((eb) =>
      eb.or([eb('e.kind', 'not like', 'webhook.%'), eb('e.project_id', 'in', [...administered, 0])]),
    );
  }
  if ('after' in from) events = events.where('e.seq', '>', from.after).orderBy('e.seq');
  else {
    events = events.orderBy('e.seq', 'desc');
    if (from.before !== null) events = events.where('e.seq', '<', from.before);
  }
  if (kinds !== undefined) events = events.where('e.kind', 'in', [...kinds]);
  if (actorId !== undefined) events = events.where('e.actor_id', '=', actorId);
  if (projects !== 'all') {
    events = events.where((eb) => eb.or([eb('e.project_id', 'is', null), eb('e.project_id', 'in', [...projects, 0])]));
  }
  return (await events.execute()).map((row) => ({ ...row, data: readData(row.data) }));
}

/**
 * The events that tell of something: of an iteration also those that changed its scope, of an item also those that moved
 * many at once.
 */
function about(db: Db, { orgId, of }: LogQuery): SelectQueryBuilder<Schema & { e: Schema['event'] }, 'e', object> {
  const events = db.selectFrom('event as e');
  if (of === 'everything') return events;
  if ('projectId' in of) return events.where('e.project_id', '=', of.projectId);
  // PostgreSQL takes a list of subqueries for many rows; as one array it asks for each number.
  const among = (seqs: ReturnType<typeof sql<number>>) =>
    isPostgres(db) ? sql<boolean>`e.seq = any (array(${seqs}))` : sql<boolean>`e.seq in (${seqs})`;
  if ('iterationId' in of) {
    const scope = sql<number>`select event_seq from ledger where org_id = ${orgId} and iteration_id = ${of.iterationId}`;
    return events.where((eb) => eb.or([eb('e.iteration_id', '=', of.iterationId), among(scope)]));
  }
  const moves = sql<number>`select added_seq from membership where org_id = ${orgId} and item_id = ${of.itemId}
    union all select ended_seq from membership
    where org_id = ${orgId} and item_id = ${of.itemId} and ended_seq is not null`;
  return events.where((eb) => eb.or([eb('e.item_id', '=', of.itemId), among(moves)]));
}

function readData(text: string): StoredEvent['data'] {
  const data: StoredEvent['data'] = JSON.parse(text);
  return data;
}
