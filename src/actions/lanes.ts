import { randomUUID } from 'node:crypto';
import { changedDetails, type Details } from '../domain/details.ts';
import type { ItemCondition } from '../domain/item.ts';
import { lastPlace } from '../domain/place-between.ts';
import { type Doubts, Refusal } from '../domain/refusal.ts';
import { countStanding, moveFromLane } from '../store/board-moves.ts';
import type { Board } from '../store/boards.ts';
import { takeNumbers } from '../store/events.ts';
import { insertLane, type Lane, listLanes, saveLane } from '../store/lanes.ts';
import { requireArranged, requireForce } from './arrange-board.ts';
import { raiseBoard } from './columns.ts';
import type { Tx } from './transact.ts';

/** What a caller may say of a lane. */
export interface LaneFields {
  readonly title: string;
  /** How many items may stand in it; null is any number. */
  readonly itemLimit?: number | null;
  readonly sortOrder?: number;
  readonly details?: Details;
}

interface OfLane {
  readonly boardId: number;
  readonly laneId: number;
  readonly doubts?: Doubts;
}

/** A lane of a board that is being made; the place counts from 1. */
export async function newLane(tx: Tx, boardId: number, fields: LaneFields, place: number): Promise<Lane> {
  return {
    id: await takeNumbers(tx.db, tx.actor.orgId, 'lane'),
    uid: randomUUID(),
    boardId,
    title: fields.title,
    sortOrder: fields.sortOrder ?? place,
    itemLimit: fields.itemLimit ?? null,
    condition: 'live',
    details: changedDetails({}, fields.details),
    createdAt: tx.now,
    updatedAt: tx.now,
  };
}

/** Adds a lane to a board, at its end unless a place is given. @throws Refusal not_found, forbidden, invalid */
export async function addLane(
  tx: Tx,
  add: { readonly boardId: number; readonly fields: LaneFields; readonly doubts?: Doubts },
): Promise<Lane> {
  const { board, part: lanes } = await requireArranged(tx, add, ({ orgId, id }) => listLanes(tx.db, orgId, id));
  const lane = await newLane(tx, board.id, add.fields, lastPlace(lanes));
  await insertLane(tx.db, tx.actor.orgId, lane);
  await raiseBoard(tx, board);
  return lane;
}

/**
 * Changes a lane; one that is put away keeps what stands in it.
 * @throws Refusal not_found, forbidden, invalid, column_stays (no lane would be left in play)
 */
export async function changeLane(
  tx: Tx,
  change: OfLane & { readonly fields: Partial<LaneFields> & { readonly condition?: 'live' | 'archived' } },
): Promise<Lane> {
  const { board, lane: before, others } = await requireLane(tx, change);
  const next: Lane = { ...before, ...change.fields, details: changedDetails(before.details, change.fields.details) };
  if (next.condition !== 'live' && before.condition === 'live') requireAnother(others);
  if (JSON.stringify(next) === JSON.stringify(before)) return before;
  const saved = { ...next, updatedAt: tx.now };
  await saveLane(tx.db, tx.actor.orgId, saved);
  await raiseBoard(tx, board);
  return saved;
}

/**
 * Removes a lane; what stands in it goes to the first that is in play.
 * @throws Refusal not_found, forbidden, invalid (something stands in it and it is not forced), column_stays (the last one)
 */
export async function removeLane(tx: Tx, remove: OfLane & { readonly force: boolean }): Promise<void> {
  const { db, actor, now } = tx;
  const { board, lane, others } = await requireLane(tx, remove);
  const { id: to } = requireAnother(others);
  const from = { orgId: actor.orgId, laneId: lane.id };
  requireForce(remove.force, await countStanding(db, from), 'lane');
  await moveFromLane(db, { ...from, to, at: now, by: actor.userId });
  const condition: ItemCondition = 'deleted';
  await saveLane(db, actor.orgId, { ...lane, condition, updatedAt: now });
  await raiseBoard(tx, board);
}

/** @throws Refusal not_found, forbidden, invalid */
async function requireLane(
  tx: Tx,
  asked: OfLane,
): Promise<{ readonly board: Board; readonly lane: Lane; readonly others: readonly Lane[] }> {
  const { board, part } = await requireArranged(tx, asked, async ({ orgId, id }) => {
    const lanes = await listLanes(tx.db, orgId, id);
    const lane = lanes.find((each) => each.id === asked.laneId && each.condition !== 'deleted');
    return lane && { lane, others: lanes.filter((each) => each.id !== asked.laneId) };
  });
  return { board, ...part };
}

/** @throws Refusal column_stays */
function requireAnother(others: readonly Lane[]): Lane {
  const another = others.find(({ condition }) => condition === 'live');
  if (another === undefined) throw new Refusal('column_stays', 'A board has at least one lane', { field: 'lanes' });
  return another;
}
