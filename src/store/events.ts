import { type RawBuilder, type Selectable, sql } from 'kysely';
import { type Db, prepared } from './engine.ts';
import type { Schema } from './schema.ts';

/** The things of an organization that are numbered. */
export type Numbered = Exclude<keyof Schema['organization_counter'], 'org_id'>;

/** What happened, as it is stored; `seq` orders all events of an organization without gaps. */
export interface StoredEvent {
  readonly orgId: number;
  readonly seq: number;
  readonly at: number;
  readonly kind: string;
  readonly projectId: number | null;
  readonly iterationId: number | null;
  readonly itemId: number | null;
  readonly actorId: number;
  readonly tokenId: number | null;
  /** The API through which it came; null for what the server or its operator did. */
  readonly via: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

/**
 * Takes the next `count` numbers of a kind and answers the first. The counter row stays locked until the transaction
 * ends, so numbers are given in the order of commits; take it after every other lock.
 */
export async function takeNumbers(db: Db, orgId: number, kind: Numbered, count = 1): Promise<number> {
  const row = await db
    .updateTable('organization_counter')
    .set((eb) => ({ [kind]: eb(kind, '+', count) }))
    .where('org_id', '=', orgId)
    .returning(kind)
    .executeTakeFirstOrThrow();
  return row[kind] - count + 1;
}

const takeEventNumber = prepared<{ orgId: number }, { event: number }>((db, value) =>
  db
    .updateTable('organization_counter')
    .set((eb) => ({ event: eb('event', '+', 1) }))
    .where('org_id', '=', value('orgId'))
    .returning('event'),
);

const insertEvent = prepared<Omit<StoredEvent, 'data'> & { data: string }, never>((db, value) =>
  db.insertInto('event').values({
    org_id: value('orgId'),
    seq: value('seq'),
    at: value('at'),
    kind: value('kind'),
    project_id: value('projectId'),
    iteration_id: value('iterationId'),
    item_id: value('itemId'),
    actor_id: value('actorId'),
    token_id: value('tokenId'),
    via: value('via'),
    data: value('data'),
  }),
);

const setRevision = prepared<{ orgId: number; projectId: number; revision: number }, never>((db, value) =>
  db
    .updateTable('project_revision')
    .set({ revision: value('revision') })
    .where('org_id', '=', value('orgId'))
    .where('project_id', '=', value('projectId')),
);

/**
 * Appends an event under the organization's next number, and marks the projects within which it changed something: the
 * number is their revision, as it only ever rises.
 */
export async function appendEvent(
  db: Db,
  event: Omit<StoredEvent, 'seq'>,
  touched: readonly number[],
): Promise<StoredEvent> {
  const [numbered] = await takeEventNumber(db, { orgId: event.orgId });
  if (numbered === undefined) throw new Error(`Organization ${event.orgId} has no counters`);
  const stored = { ...event, seq: numbered.event };
  await insertEvent(db, { ...stored, data: JSON.stringify(event.data) });
  for (const projectId of touched) {
    await setRevision(db, { orgId: event.orgId, projectId, revision: stored.seq });
  }
  return stored;
}

const revisionOfProject = prepared<{ orgId: number; projectId: number }, { revision: number }>((db, value) =>
  db
    .selectFrom('project_revision')
    .select('revision')
    .where('org_id', '=', value('orgId'))
    .where('project_id', '=', value('projectId')),
);

const revisionOfOrganization = prepared<{ orgId: number }, { revision: number }>((db, value) =>
  db.selectFrom('organization_counter').select('event as revision').where('org_id', '=', value('orgId')),
);

/** What `readRevision` answers, as part of a statement that must hold for it. */
export function presentRevision(orgId: number, projectId: number | null): RawBuilder<number> {
  return projectId === null
    ? sql`coalesce((select event from organization_counter where org_id = ${orgId}), 0)`
    : sql`coalesce((select revision from project_revision where org_id = ${orgId} and project_id = ${projectId}), 0)`;
}

/** A number that rises with every write in the project, or, without a project, in the whole organization. */
export function readRevision(db: Db, orgId: number, projectId: number | null): Promise<number> {
  const asked = askedSoon.get(db) ?? new Map<string, Promise<number>>();
  askedSoon.set(db, asked);
  const key = `${orgId} ${projectId}`;
  const known = asked.get(key);
  if (known !== undefined) return known;
  const answer = new Promise(setImmediate).then(() => {
    asked.delete(key);
    return askRevision(db, orgId, projectId);
  });
  asked.set(key, answer);
  return answer;
}

// Almost every read asks for it. Requests of the same turn of the event loop send one message together, after the last of
// them has come: so none is answered with less than had been committed before it came.
const askedSoon = new WeakMap<Db, Map<string, Promise<number>>>();

async function askRevision(db: Db, orgId: number, projectId: number | null): Promise<number> {
  const rows =
    projectId === null
      ? await revisionOfOrganization(db, { orgId })
      : await revisionOfProject(db, { orgId, projectId });
  return rows[0]?.revision ?? 0;
}

/** Events of an organization after a number, oldest first. */
export async function readEvents(db: Db, orgId: number, after: number, limit: number): Promise<readonly StoredEvent[]> {
  const rows = await db
    .selectFrom('event')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(limit)
    .execute();
  return rows.map(eventFromRow);
}

/** At most `limit` events of an item after a number, oldest first; what moved many items at once is not among them. */
export async function readEventsOfItem(
  db: Db,
  orgId: number,
  itemId: number,
  page: { readonly after: number; readonly limit: number },
): Promise<readonly StoredEvent[]> {
  const rows = await db
    .selectFrom('event')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('item_id', '=', itemId)
    .where('kind', 'not in', ['item.entered', 'item.left'])
    .where('seq', '>', page.after)
    .orderBy('seq')
    .limit(page.limit)
    .execute();
  return rows.map(eventFromRow);
}

function eventFromRow(row: Selectable<Schema['event']>): StoredEvent {
  return {
    orgId: row.org_id,
    seq: row.seq,
    at: row.at,
    kind: row.kind,
    projectId: row.project_id,
    iterationId: row.iteration_id,
    itemId: row.item_id,
    actorId: row.actor_id,
    tokenId: row.token_id,
    via: row.via,
    data: readData(row.data),
  };
}

function readData(text: string): StoredEvent['data'] {
  const data: StoredEvent['data'] = JSON.parse(text);
  return data;
}
