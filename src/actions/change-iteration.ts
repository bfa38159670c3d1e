import { requirePlanner } from '../domain/access.ts';
import {
  type ChangePolicy,
  decideChange,
  type IterationFields,
  isSameIteration,
} from '../domain/change-of-iteration.ts';
import { differences } from '../domain/differences.ts';
import type { Carried } from '../domain/item.ts';
import type { Iteration, IterationRef, IterationView } from '../domain/iteration.ts';
import { type Late, toldFields } from '../domain/iteration-life.ts';
import { runningDay } from '../domain/ledger-day.ts';
import type { WantedStatus } from '../domain/lifecycle.ts';
import { checkVersion, type Precondition } from '../domain/precondition.ts';
import { type Doubts, refuseFaults, refuseUnreadable } from '../domain/refusal.ts';
import { pathRenamed } from '../domain/release-tree.ts';
import { checkTarget } from '../domain/rollover.ts';
import { faultsOfSentBack, type SentBack, withoutShownDays } from '../domain/sent-back.ts';
import { readClosingMembers } from '../store/closing-members.ts';
import { shutCreditWindow } from '../store/credit-windows.ts';
import { readIterationRules } from '../store/iteration-rules.ts';
import { findIteration, getIteration, saveIteration } from '../store/iterations.ts';
import { fileLateFacts, readCounters } from '../store/ledger.ts';
import { forgetMemberVelocity, keepMemberVelocity } from '../store/member-velocity.ts';
import { beginTerm } from './apply-rules.ts';
import { archiveDone } from './archive-done.ts';
import { letGoReplanned, nothingCarried } from './carry-items.ts';
import { type BegunClosing, beginClosing, carriedInto, finishClosing } from './carry-out-closing.ts';
import { type Closing, plainClosing } from './closing.ts';
import { fileLeftOut, lateFor, membersThen } from './date-back.ts';
import { fatesOf } from './fates.ts';
import { fileAnew } from './file-anew.ts';
import { issueStatement } from './issue-statement.ts';
import { leaveOpen } from './leave-open.ts';
import { type Place, placeIteration } from './place-iteration.ts';
import { type LookFor, requireIteration } from './require-iteration.ts';
import type { Tx } from './transact.ts';
import { followClose } from './working-time.ts';

/** A change of an iteration, in whichever dialect it was asked for. */
export interface ChangeIteration extends LookFor {
  readonly precondition: Precondition;
  readonly requireVersion?: boolean;
  readonly fields: IterationFields;
  readonly status?: WantedStatus;
  /**
   * When it really ended; the clock's time if nothing is said. Where it was decided before what becomes of unfinished items,
   * whatever happened later counts as having happened after the close; elsewhere it is a mark alone, as vendors have it.
   */
  readonly finishedAt?: number;
  /** Where unfinished items go if this change closes the iteration. Null and absent: they stay. */
  readonly moveUnfinishedTo?: IterationRef | null;
  /** What becomes of unfinished items if this change closes the iteration, where that was decided before. */
  readonly closing?: Closing;
  /** Whether what is done is put away if this change closes the iteration. */
  readonly archivesDone?: boolean;
  /** A new place in the tree of releases. */
  readonly place?: Place;
  /** The caller sends whole objects back: days as shown set nothing, and what never changes is compared. */
  readonly sentBack?: SentBack;
  readonly doubts?: Doubts;
  readonly policy: ChangePolicy & { readonly findsRemoved: boolean; readonly findsGroups: boolean };
}

/** What became of it, and what was carried into the target; nothing is told of that where none was asked for. */
export interface ChangedIteration extends Partial<Carried> {
  readonly iteration: IterationView;
  /** The receipt of the close, if it was closed. */
  readonly receiptId?: number;
}

/**
 * The one way in which an iteration changes: ask, decide, write, tell; the organization is held
 * meanwhile, so nothing it has read changes under it. One request is one version, however many
 * steps it takes; a request that changes nothing raises no version and tells nobody.
 * @throws Refusal not_found, forbidden, version_*, invalid, and what the rules of `domain/` refuse
 */
export async function changeIteration(tx: Tx, change: ChangeIteration): Promise<ChangedIteration> {
  const { db, actor } = tx;
  const targetRef = change.moveUnfinishedTo ?? null;
  const before = await requireIteration(tx, change);
  requirePlanner(actor, before.projectId, 'iteration');
  refuseUnreadable(change.doubts);
  checkVersion(change.precondition, before.version, change.requireVersion ?? false);
  const { fields, doubts } = compared(before, change);
  refuseFaults(doubts);

  const { next, steps } = decideChange(before, { ...fields, ...statusOf(change) }, change.policy, tx.now);
  const target = targetRef === null ? null : checkTarget(before, await findIteration(db, actor.orgId, targetRef));
  const isDated = change.closing !== undefined && change.finishedAt !== undefined && steps.includes('close');
  const late = isDated ? await lateFor(tx, before, change.finishedAt) : undefined;
  const closing = steps.includes('close') ? await begin(tx, before, target, change.closing) : undefined;
  const measured = await freezeFigures(tx, before, next);
  const placed =
    change.place === undefined
      ? { ...measured, path: pathRenamed(before, measured.title) }
      : await placeIteration(tx, measured, change.place);
  if (isSameIteration(before, placed)) {
    return { iteration: before, ...(target === null ? {} : nothingCarried(tx, target)) };
  }

  const { saved, hasChildren } = await saveIteration(db, before, {
    ...placed,
    updatedAt: Math.max(tx.now, before.updatedAt),
    updatedBy: actor.userId,
  });
  // The paths of others are built on the title; with a place they have been derived anew already.
  if (hasChildren && change.place === undefined && before.title !== saved.title) await placeIteration(tx, saved, {});
  const { seq } = await tx.emit({
    kind: 'iteration.changed',
    projectId: before.projectId,
    iterationId: before.id,
    data: {
      version: before.version + 1,
      steps,
      ...(steps.includes('close') && saved.finishedAt !== tx.now ? { finishedAt: saved.finishedAt } : {}),
      ...(late === undefined ? {} : { late }),
      ...differences(before, placed, toldFields),
    },
  });

  // A plan has no days yet, and those of a record are stated.
  if (before.status === 'active' && before.zone !== saved.zone) await fileAnew(tx, saved);
  if (steps.includes('start')) await beginTerm(tx, before.projectId, before.id);
  if (steps.includes('reopen')) {
    const rules = await readIterationRules(db, actor.orgId, before.id);
    await fileLeftOut(tx, before);
    await fileLateFacts(db, { orgId: actor.orgId, iterationId: before.id, day: runningDay(rules, tx.now) });
    await letGoReplanned(tx, placed);
    await shutCreditWindow(db, actor.orgId, before.id);
    await leaveOpen(tx, placed);
  }
  if (before.finishedAt !== null && saved.finishedAt === null) await forgetMemberVelocity(db, before);
  if (before.finishedAt === null && saved.finishedAt !== null) await keepMemberVelocity(db, before);
  await followClose(tx, before, saved);
  if (late !== undefined) await fileAnew(tx, saved);
  if (closing !== undefined) await state(tx, saved, { seq, late }, closing);
  const archived = change.archivesDone === true && closing !== undefined ? await archiveDone(tx, before) : [];
  const closed =
    closing && (await finishClosing(tx, saved, closing.closing, { ...closing.begun, archived, eventSeq: seq }));
  const { projectUid, boardName, creator } = before;
  const updater = { id: actor.userId, uid: actor.userUid, name: actor.name };
  const iteration = { ...saved, projectUid, boardName, creator, updater };
  return {
    iteration,
    ...(target === null ? {} : carriedInto(tx, closed?.carried ?? [], target)),
    ...(closed === undefined ? {} : { receiptId: closed.receiptId }),
  };
}

/** A close as it was decided, and what was done for it so far. */
interface Begun {
  readonly closing: Closing;
  readonly begun: BegunClosing;
}

/** Begins a close: as it was decided before, or in the plainest way. */
async function begin(
  tx: Tx,
  before: Iteration,
  target: Iteration | null,
  decided: Closing | undefined,
): Promise<Begun> {
  const closing = decided ?? (await plainClosing(tx, before, target));
  return { closing, begun: await beginClosing(tx, before, closing) };
}

/** States what the iteration came to. Its members are read again only if the close itself has changed some. */
async function state(
  tx: Tx,
  closed: Iteration,
  { seq, late }: { readonly seq: number; readonly late: Late | undefined },
  { closing, begun }: Begun,
): Promise<void> {
  const hasSettled = begun.versions.size > 0;
  const present = hasSettled ? await readClosingMembers(tx.db, closed.orgId, closed.id) : closing.members;
  const members = late === undefined ? present : await membersThen(tx, closed, present);
  const fates = fatesOf(closing, begun);
  await issueStatement(tx, closed, { seq, members, fates, ...(late === undefined ? {} : { late }) });
}

function compared(before: Iteration, change: ChangeIteration): Pick<ChangeIteration, 'fields' | 'doubts'> {
  const { fields, sentBack, doubts } = change;
  if (sentBack === undefined) return change;
  const faults = [...(doubts?.faults ?? []), ...faultsOfSentBack(before, sentBack, fields)];
  return { fields: withoutShownDays(before, fields), doubts: { faults } };
}

function statusOf(change: ChangeIteration) {
  return {
    ...(change.status === undefined ? {} : { status: change.status }),
    ...(change.finishedAt === undefined ? {} : { finishedAt: change.finishedAt }),
  };
}

/** Measures once what must never change later: the commitment at the start, the result at the close. */
async function freezeFigures(tx: Tx, before: Iteration, next: Iteration): Promise<Iteration> {
  const starts = before.startedAt === null && next.startedAt !== null;
  const closes = before.finishedAt === null && next.finishedAt !== null;
  if (!starts && !closes) return next;
  const { orgId, id } = before;
  const counters = await readCounters(tx.db, orgId, id);
  // What a close cancels before the freeze leaves the commitment too.
  const { committedPoints, committedItems } = starts
    ? {
        committedPoints: counters.scopePoints - counters.donePoints,
        committedItems: counters.scopeItems - counters.doneItems,
      }
    : await getIteration(tx.db, orgId, { id });
  return {
    ...next,
    committedPoints,
    committedItems,
    ...(closes
      ? {
          velocityPoints: counters.donePoints,
          doneItems: counters.doneItems,
          totalItems: counters.memberItems,
        }
      : {}),
  };
}
