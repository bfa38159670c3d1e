import { type Actor, canSee } from '../domain/access.ts';
import { type CarryOfItem, carriesOf, countCarries, neverCarried } from '../domain/carries.ts';
import { carryAgeDays, type EstimateChange, type PassportStay, passportStays } from '../domain/carry-passport.ts';
import type { ChangesOfItem } from '../domain/changes-of-item.ts';
import type { Item, ItemRef } from '../domain/item.ts';
import { before } from '../domain/item-facts.ts';
import { itemAsItWas, lifeOf, type StandingChange } from '../domain/item-life.ts';
import { isClosed } from '../domain/iteration.ts';
import { asItWas } from '../domain/iteration-life.ts';
import { isUnfinished } from '../domain/ledger.ts';
import { type Receipt, receiptBefore } from '../domain/receipt.ts';
import { notFound } from '../domain/refusal.ts';
import { carryOfItem } from '../store/carried-items.ts';
import type { Db } from '../store/engine.ts';
import { readEventsOfItem } from '../store/events.ts';
import { readLives } from '../store/iteration-life.ts';
import { findIterations } from '../store/iterations.ts';
import { listStays, type Stay } from '../store/memberships.ts';
import { findProject } from '../store/projects.ts';
import { listReceipts } from '../store/receipts.ts';
import { readCategories } from '../store/workflows.ts';
import { findVisibleItem } from './find-visible-item.ts';

/** Where an item has been, and what it was worth each time. */
export interface CarryPassport extends CarryOfItem {
  readonly item: Item;
  /** Null while it is not done. Epoch milliseconds. */
  readonly doneAt: number | null;
  readonly stays: readonly PassportStay[];
  /** Since it was first carried, until it was over, or until now; null if it never was. */
  readonly carryAgeDays: number | null;
}

/** Events of one item that are looked through. */
const mostEvents = 10_000;

/**
 * The iterations an item has been in, oldest first, but for those that the actor cannot see; ages are those of `now`. `asOf`
 * an instant: as it was known before; its key is that of now. Epoch milliseconds.
 * @throws Refusal not_found (also an item that was not made yet)
 */
export async function getPassport(
  db: Db,
  actor: Actor,
  get: { readonly item: ItemRef; readonly now: number; readonly asOf?: number },
): Promise<CarryPassport> {
  const { orgId } = actor;
  const { asOf = Number.POSITIVE_INFINITY } = get;
  const item = await findVisibleItem(db, actor, get.item);
  const changes = await readChanges(db, item);
  const then = get.asOf === undefined ? item : await standingThen(db, item, changes, get.asOf);
  const stays = staysBefore(await listStays(db, orgId, item.id), asOf);
  const ofParents = await Promise.all(parentsOf(item, changes).map((id) => listStays(db, orgId, id)));
  const ids = [...new Set([...stays, ...ofParents.flat()].map(({ iterationId }) => iterationId))];
  const iterations = new Map((await findIterations(db, orgId, ids)).map((each) => [each.id, each]));
  const lives = await readLives(db, orgId, get.asOf === undefined ? [] : ids, asOf);
  const known = stays.flatMap(({ iterationId, addedSeq, addedAt, ended }) => {
    const iteration = iterations.get(iterationId);
    if (iteration === undefined || !canSee(actor, iteration.projectId)) return [];
    const was = asItWas(iteration, lives.get(iterationId)?.since ?? []);
    return [{ iterationId, title: was.title, isClosed: isClosed(was), added: { seq: addedSeq, at: addedAt }, ended }];
  });
  const receipts = (await listReceipts(db, orgId, ids)).flatMap((each) => receiptBefore(each, asOf) ?? []);
  const passport = passportStays(item.id, item.estimate, known, receipts, changes.flatMap(estimateIn));
  const project = await findProject(db, orgId, { id: then.projectId });
  const until = isUnfinished(then.category) ? Math.min(get.now, asOf) : (then.doneAt ?? then.statusAt);
  return {
    item,
    doneAt: then.doneAt,
    ...(get.asOf === undefined ? await carryOfItem(db, orgId, item.id) : carryIn(receipts, item.id)),
    stays: passport,
    carryAgeDays: carryAgeDays(passport, project?.zone ?? 'UTC', until),
  };
}

interface Change {
  readonly seq: number;
  readonly at: number;
  readonly changes: Changes;
}

type Changes = ChangesOfItem & StandingChange['changes'];

/** @throws Refusal not_found, for what was not made yet */
async function standingThen(db: Db, item: Item, changes: readonly Change[], asOf: number) {
  const categories = await readCategories(db, item.orgId);
  const life = lifeOf(item, changes, (statusId) => categories.get(statusId) ?? item.category);
  const was = itemAsItWas(item, life, asOf);
  if (was === null) throw notFound('item');
  const move = before(changes, asOf).findLast((each) => each.changes.statusId !== undefined);
  return { ...was, statusAt: move?.at ?? item.createdAt };
}

async function readChanges(db: Db, { orgId, id }: Item): Promise<readonly Change[]> {
  const events = await readEventsOfItem(db, orgId, id, { after: 0, limit: mostEvents });
  return events.flatMap(({ seq, at, data }) => {
    const { changes } = changesIn(data);
    return changes === undefined ? [] : [{ seq, at, changes }];
  });
}

/** The events of an item hold what the commands that emit them put there. */
function changesIn(data: Readonly<Record<string, unknown>>): { changes?: Changes } {
  return data;
}

function estimateIn({ seq, changes: { estimate } }: Change): readonly EstimateChange[] {
  return estimate === undefined ? [] : [{ seq, before: typeof estimate[0] === 'number' ? estimate[0] : null }];
}

/** Whatever an item has been a part of: from one of these it may have been split. */
function parentsOf({ parentId }: Item, changes: readonly Change[]): readonly number[] {
  const ids = [parentId, ...changes.map(({ changes: each }) => each.parentId?.[0])];
  return [...new Set(ids.filter((id) => typeof id === 'number'))];
}

function staysBefore(stays: readonly Stay[], instant: number): readonly Stay[] {
  return stays.flatMap((stay) => {
    if (stay.addedAt >= instant) return [];
    return [stay.ended !== null && stay.ended.at >= instant ? { ...stay, ended: null } : stay];
  });
}

function carryIn(receipts: readonly Receipt[], itemId: number): CarryOfItem {
  const own = receipts.flatMap(carriesOf).filter((carry) => carry.itemId === itemId);
  return countCarries(own).get(itemId) ?? neverCarried;
}
