import { type RawBuilder, sql } from 'kysely';
import type { ClosingMember } from '../domain/closing-item.ts';
import { type Db, idList, isPostgres, prepared } from './engine.ts';
import { numbersOf } from './numbers-of.ts';

type Value<K extends keyof ClosingMember> = ClosingMember[K];

/** The values of a member, as one list. */
type MemberList = readonly [
  Value<'id'>,
  Value<'uid'>,
  Value<'projectId'>,
  Value<'key'>,
  Value<'title'>,
  Value<'type'>,
  Value<'priority'>,
  Value<'category'>,
  Value<'isLive'>,
  Value<'estimate'>,
  Value<'doneEstimate'>,
  Value<'doneAt'>,
  Value<'assigneeId'>,
  Value<'isBlocked'>,
  Value<'startedAt'>,
  Value<'remainingMinutes'>,
  Value<'spentMinutes'>,
  Value<'backlogPriority'>,
  Value<'carryCount'>,
  Value<'version'>,
  Value<'enteredAt'>,
  Value<'enteredSeq'>,
  Value<'parentId'>,
];

interface MembersText {
  readonly members: string | readonly MemberList[];
}

function selectMembers(db: Db, where: RawBuilder<unknown>): RawBuilder<MembersText> {
  const [list, all] = isPostgres(db) ? ['json_build_array', 'json_agg'] : ['json_array', 'json_group_array'];
  return sql<MembersText>`
    SELECT coalesce(${sql.raw(all)}(${sql.raw(list)}(t.id, t.uid, t.project_id, t.key, t.title, t.type, t.priority,
      t.category, CASE WHEN t.condition = 'live' THEN 1 ELSE 0 END, t.estimate, t.done_estimate, t.done_at,
      t.assignee_id, t.is_blocked, t.started_at, t.remaining_minutes, t.spent_minutes, t.backlog_priority,
      t.carry_count, t.version, m.added_at, m.added_seq, t.parent_id) ORDER BY m.sort_order, m.id), '[]') AS members
    FROM membership AS m JOIN item AS t ON t.org_id = m.org_id AND t.id = m.item_id
    WHERE ${where}`;
}

const membersOf = prepared<{ orgId: number; iterationId: number }, MembersText>((db, value) => ({
  compile: () =>
    selectMembers(
      db,
      sql`m.org_id = ${value('orgId')} AND m.iteration_id = ${value('iterationId')} AND m.ended_at IS NULL`,
    ).compile(db),
}));

/** The members of an iteration, put away ones too, in their order. One long text is handed over in a quarter of the time of as many rows. */
export async function readClosingMembers(
  db: Db,
  orgId: number,
  iterationId: number,
): Promise<readonly ClosingMember[]> {
  return membersIn(await membersOf(db, { orgId, iterationId }));
}

/** Items that have been in an iteration and are there no more, each with its last stay there. */
export async function readMembersSinceGone(
  db: Db,
  { orgId, iterationId }: { readonly orgId: number; readonly iterationId: number },
  itemIds: readonly number[],
): Promise<readonly ClosingMember[]> {
  if (itemIds.length === 0) return [];
  const last = sql`SELECT max(id) FROM membership WHERE org_id = ${orgId} AND iteration_id = ${iterationId}
    AND item_id IN (SELECT id FROM (${idList(db, itemIds)}) AS listed) GROUP BY item_id`;
  const { rows } = await selectMembers(db, sql`m.org_id = ${orgId} AND m.id IN (${last})`).execute(db);
  return membersIn(rows);
}

function membersIn([row]: readonly MembersText[]): readonly ClosingMember[] {
  const members = row?.members ?? [];
  const lists: readonly MemberList[] = typeof members === 'string' ? JSON.parse(members) : members;
  return lists.map(
    ([
      id,
      uid,
      projectId,
      key,
      title,
      type,
      priority,
      category,
      isLive,
      estimate,
      doneEstimate,
      doneAt,
      assigneeId,
      isBlocked,
      startedAt,
      remainingMinutes,
      spentMinutes,
      backlogPriority,
      carryCount,
      version,
      enteredAt,
      enteredSeq,
      parentId,
    ]) => ({
      id,
      uid,
      projectId,
      key,
      title,
      type,
      priority,
      category,
      isLive,
      estimate,
      doneEstimate,
      doneAt,
      assigneeId,
      isBlocked,
      startedAt,
      remainingMinutes,
      spentMinutes,
      backlogPriority,
      carryCount,
      version,
      enteredAt,
      enteredSeq,
      parentId,
    }),
  );
}

const carriesAmong = prepared<{ orgId: number; seqs: string }, { seq: number }>((db, value) =>
  db
    .selectFrom('event')
    .select('seq')
    .where('org_id', '=', value('orgId'))
    .where('seq', 'in', numbersOf(db, value('seqs')))
    .where('kind', '=', 'items.carried'),
);

/** Which of some events carried items from one iteration into another. */
export async function findCarries(db: Db, orgId: number, seqs: readonly number[]): Promise<ReadonlySet<number>> {
  if (seqs.length === 0) return new Set();
  return new Set((await carriesAmong(db, { orgId, seqs: JSON.stringify(seqs) })).map(({ seq }) => seq));
}

const firstEvent = prepared<{ orgId: number; iterationId: number }, { seq: number | null }>((db, value) =>
  db
    .selectFrom('event')
    .select((eb) => eb.fn.min('seq').as('seq'))
    .where('org_id', '=', value('orgId'))
    .where('iteration_id', '=', value('iterationId')),
);

/** The number of the event that tells of an iteration's making. */
export async function readFirstEvent(db: Db, orgId: number, iterationId: number): Promise<number> {
  return (await firstEvent(db, { orgId, iterationId }))[0]?.seq ?? 0;
}

const finishesOf = prepared<{ orgId: number; iterationId: number }, { itemId: number; seq: number }>((db, value) =>
  db
    .selectFrom('ledger')
    .select((eb) => [eb.ref('item_id').$notNull().as('itemId'), eb.fn.max('event_seq').as('seq')])
    .where('org_id', '=', value('orgId'))
    .where('iteration_id', '=', value('iterationId'))
    .where('kind', '=', 'completed')
    .groupBy('item_id'),
);

/** By item the last event by which it was finished in an iteration. */
export async function readFinishes(db: Db, orgId: number, iterationId: number): Promise<ReadonlyMap<number, number>> {
  const rows = await finishesOf(db, { orgId, iterationId });
  return new Map(rows.map(({ itemId, seq }) => [itemId, seq]));
}
