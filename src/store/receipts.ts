import { type Selectable, sql } from 'kysely';
import type { Receipt, ReceiptContent, ReceiptGroup, Reversal, SplitOff } from '../domain/receipt.ts';
import type { Circumstances } from '../domain/rollover-policy.ts';
import type { ReceiptTable } from './close-schema.ts';
import { type Db, prepared } from './engine.ts';
import { everIn } from './item-lives.ts';
import { numbersOf } from './numbers-of.ts';

const receiptById = prepared<{ orgId: number; id: number }, Selectable<ReceiptTable>>((db, value) =>
  db.selectFrom('receipt').selectAll().where('org_id', '=', value('orgId')).where('id', '=', value('id')),
);

/** The receipt of that number, or undefined. */
export async function findReceipt(db: Db, orgId: number, id: number): Promise<Receipt | undefined> {
  const [row] = await receiptById(db, { orgId, id });
  return row === undefined ? undefined : fromRow(row);
}

/** The receipts of the closes of iterations, oldest first. */
export async function listReceipts(
  db: Db,
  orgId: number,
  iterationIds: readonly number[],
): Promise<readonly Receipt[]> {
  if (iterationIds.length === 0) return [];
  const rows = await db
    .selectFrom('receipt')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('iteration_id', 'in', [...iterationIds])
    .orderBy('id')
    .execute();
  return rows.map(fromRow);
}

/**
 * The numbers of all receipts, or of those of the iterations that items have been in which were ever in a project, or
 * whose parts were: rising.
 */
export async function listReceiptIds(db: Db, orgId: number, projectId: number | null): Promise<readonly number[]> {
  const all = db.selectFrom('receipt').select('id').where('org_id', '=', orgId);
  const own = everIn(orgId, projectId);
  const iterations = sql<number>`(SELECT iteration_id FROM membership WHERE org_id = ${orgId} AND (item_id IN ${own}
    OR item_id IN (SELECT parent_id FROM item WHERE org_id = ${orgId} AND id IN ${own})))`;
  const wanted = projectId === null ? all : all.where('iteration_id', 'in', iterations);
  return (await wanted.orderBy('id').execute()).map(({ id }) => id);
}

const receiptsById = prepared<{ orgId: number; ids: string }, Selectable<ReceiptTable>>((db, value) =>
  db
    .selectFrom('receipt')
    .selectAll()
    .where('org_id', '=', value('orgId'))
    .where('id', 'in', numbersOf(db, value('ids')))
    .orderBy('id'),
);

/** The receipts of those numbers, oldest first. */
export async function readReceipts(db: Db, orgId: number, ids: readonly number[]): Promise<readonly Receipt[]> {
  return (await receiptsById(db, { orgId, ids: JSON.stringify(ids) })).map(fromRow);
}

/**
 * What closes of some instants split of some items and was not taken back, with the instant of each close. Epoch
 * milliseconds.
 */
export async function splitsOf(
  db: Db,
  orgId: number,
  of: { readonly itemIds: readonly number[]; readonly closedAt: readonly number[] },
): Promise<readonly (SplitOff & { readonly closedAt: number })[]> {
  const rows = await db
    .selectFrom('receipt')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('iteration_id', 'in', (eb) =>
      eb
        .selectFrom('membership')
        .select('iteration_id')
        .where('org_id', '=', orgId)
        .where('item_id', 'in', numbersOf(db, JSON.stringify(of.itemIds))),
    )
    .where('closed_at', 'in', numbersOf(db, JSON.stringify(of.closedAt)))
    .where('reversed_at', 'is', null)
    .execute();
  return rows.map(fromRow).flatMap(({ closedAt, content }) => content.splits.map((split) => ({ ...split, closedAt })));
}

/** The newest receipts of a project that were not reversed, the newest first. */
export async function newestReceipts(
  db: Db,
  orgId: number,
  projectId: number,
  limit: number,
): Promise<readonly Receipt[]> {
  const rows = await db
    .selectFrom('receipt as r')
    .innerJoin('iteration as i', (on) => on.onRef('i.org_id', '=', 'r.org_id').onRef('i.id', '=', 'r.iteration_id'))
    .selectAll('r')
    .where('r.org_id', '=', orgId)
    .where('i.project_id', '=', projectId)
    .where('i.status', 'in', ['closed', 'archived'])
    .where('r.reversed_at', 'is', null)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('receipt as later')
            .select('later.id')
            .whereRef('later.org_id', '=', 'r.org_id')
            .whereRef('later.iteration_id', '=', 'r.iteration_id')
            .whereRef('later.id', '>', 'r.id'),
        ),
      ),
    )
    .orderBy('r.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(fromRow);
}

const insert = prepared<Omit<ReceiptTable, 'reversed_at' | 'reversed_by' | 'reversal'>, never>((db, value) =>
  db.insertInto('receipt').values({
    org_id: value('org_id'),
    id: value('id'),
    iteration_id: value('iteration_id'),
    event_seq: value('event_seq'),
    plan_id: value('plan_id'),
    policy_id: value('policy_id'),
    policy_version: value('policy_version'),
    content: value('content'),
    closed_at: value('closed_at'),
    closed_by: value('closed_by'),
    reversed_at: null,
    reversed_by: null,
    reversal: null,
  }),
);

/** Stores what a close did. */
export async function insertReceipt(db: Db, receipt: Omit<Receipt, 'reversed'>): Promise<void> {
  await insert(db, {
    org_id: receipt.orgId,
    id: receipt.id,
    iteration_id: receipt.iterationId,
    event_seq: receipt.eventSeq,
    plan_id: receipt.planId,
    policy_id: receipt.policy?.id ?? null,
    policy_version: receipt.policy?.version ?? null,
    content: JSON.stringify(receipt.content),
    closed_at: receipt.closedAt,
    closed_by: receipt.closedBy,
  });
}

/** Notes on a receipt that it was taken back; all else of it stays. */
export async function markReversed(
  db: Db,
  receipt: Pick<Receipt, 'orgId' | 'id'>,
  { at, by, outcome }: NonNullable<Receipt['reversed']>,
): Promise<void> {
  await db
    .updateTable('receipt')
    .set({ reversed_at: at, reversed_by: by, reversal: JSON.stringify(outcome) })
    .where('org_id', '=', receipt.orgId)
    .where('id', '=', receipt.id)
    .where('reversed_at', 'is', null)
    .execute();
}

function fromRow(row: Selectable<ReceiptTable>): Receipt {
  const { policy_id: policyId, policy_version: version, reversed_at: at, reversed_by: by, reversal } = row;
  return {
    orgId: row.org_id,
    id: row.id,
    iterationId: row.iteration_id,
    eventSeq: row.event_seq,
    planId: row.plan_id,
    policy: policyId === null || version === null ? null : { id: policyId, version },
    closedAt: row.closed_at,
    closedBy: row.closed_by,
    content: readContent(row.content),
    reversed: at === null || by === null || reversal === null ? null : { at, by, outcome: readReversal(reversal) },
  };
}

/** Receipts once told neither who was away nor who was told. */
function readContent(text: string): ReceiptContent {
  const content: StoredContent = JSON.parse(text);
  const groups = content.groups.map((group) => {
    const { circumstances } = group;
    return { ...group, circumstances: { ...circumstances, assigneeOff: circumstances.assigneeOff ?? false } };
  });
  return { ...content, groups, told: content.told ?? [] };
}

type Later<T, K extends keyof T> = Omit<T, K> & Partial<Pick<T, K>>;
type StoredGroup = Omit<ReceiptGroup, 'circumstances'> & {
  readonly circumstances: Later<Circumstances, 'assigneeOff'>;
};
type StoredContent = Omit<Later<ReceiptContent, 'told'>, 'groups'> & { readonly groups: readonly StoredGroup[] };

function readReversal(text: string): Reversal {
  const reversal: Reversal = JSON.parse(text);
  return reversal;
}
