import { type Actor, canSee } from '../domain/access.ts';
import { carryAgeDays, type EstimateChange, type PassportStay, passportStays } from '../domain/carry-passport.ts';
import type { ChangesOfItem } from '../domain/changes-of-item.ts';
import type { Item, ItemRef } from '../domain/item.ts';
import { isClosed } from '../domain/iteration.ts';
import { isUnfinished } from '../domain/ledger.ts';
import { notFound } from '../domain/refusal.ts';
import { type CarriedItem, type CarryOfItem, carryOfItem, listCarriedItems } from '../store/carried-items.ts';
import type { Db } from '../store/engine.ts';
import { readEventsOfItem } from '../store/events.ts';
import { findIterations } from '../store/iterations.ts';
import { listStays } from '../store/memberships.ts';
import { findProject } from '../store/projects.ts';
import { listReceipts } from '../store/receipts.ts';
import { findVisibleItem } from './find-visible-item.ts';

/** Where an item has been, and what it was worth each time. */
export interface CarryPassport extends CarryOfItem {
  readonly item: Item;
  readonly stays: readonly PassportStay[];
  /** Since it was first carried, until it was over, or until now; null if it never was. */
  readonly carryAgeDays: number | null;
}

/** Events of one item that are looked through. */
const mostEvents = 10_000;

/**
 * The iterations an item has been in, oldest first, but for those that the actor cannot see; ages are those of `now`, in
 * epoch milliseconds.
 * @throws Refusal not_found
 */
export async function getPassport(
  db: Db,
  actor: Actor,
  get: { readonly item: ItemRef; readonly now: number },
): Promise<CarryPassport> {
  const { orgId } = actor;
  const item = await findVisibleItem(db, actor, get.item);
  const stays = await listStays(db, orgId, item.id);
  const ofParent = item.parentId === null ? [] : await listStays(db, orgId, item.parentId);
  const ids = [...new Set([...stays, ...ofParent].map(({ iterationId }) => iterationId))];
  const iterations = new Map((await findIterations(db, orgId, ids)).map((each) => [each.id, each]));
  const known = stays.flatMap(({ iterationId, addedSeq, addedAt, ended }) => {
    const iteration = iterations.get(iterationId);
    if (iteration === undefined || !canSee(actor, iteration.projectId)) return [];
    const { title } = iteration;
    return [{ iterationId, title, isClosed: isClosed(iteration), added: { seq: addedSeq, at: addedAt }, ended }];
  });
  const events = await readEventsOfItem(db, orgId, item.id, { after: 0, limit: mostEvents });
  const changes = events.flatMap(({ seq, data }): readonly EstimateChange[] => {
    const changed = readChanges(data).changes?.estimate;
    return changed === undefined ? [] : [{ seq, before: typeof changed[0] === 'number' ? changed[0] : null }];
  });
  const receipts = await listReceipts(db, orgId, ids);
  const passport = passportStays(item.id, item.estimate, known, receipts, changes);
  const project = await findProject(db, orgId, { id: item.projectId });
  const until = isUnfinished(item.category) ? get.now : (item.doneAt ?? item.statusAt);
  return {
    item,
    ...(await carryOfItem(db, orgId, item.id)),
    stays: passport,
    carryAgeDays: carryAgeDays(passport, project?.zone ?? 'UTC', until),
  };
}

/** The unfinished items of a project that were carried so often or oftener, the most carried first. @throws Refusal not_found */
export async function listCarried(
  db: Db,
  actor: Actor,
  list: { readonly projectId: number; readonly least: number; readonly limit: number },
): Promise<{ readonly total: number; readonly items: readonly CarriedItem[] }> {
  const project = await findProject(db, actor.orgId, { id: list.projectId });
  if (project === undefined || !canSee(actor, project.id)) throw notFound('project');
  return listCarriedItems(db, { ...list, orgId: actor.orgId });
}

/** The events of an item hold what the commands that emit them put there. */
function readChanges(data: Readonly<Record<string, unknown>>): { changes?: ChangesOfItem } {
  return data;
}
