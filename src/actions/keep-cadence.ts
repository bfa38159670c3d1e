import { mayPlan } from '../domain/access.ts';
import {
  type CadenceDeed,
  type CadenceJob,
  type DueDeed,
  doneJob,
  dueDeeds,
  failedJob,
  type SkipReason,
  type Slot,
  slotsToTake,
  type TakenSlot,
  titleOf,
} from '../domain/cadence.ts';
import { addDays, dayIn, daysBetween } from '../domain/days.ts';
import { anyMove } from '../domain/lifecycle.ts';
import { noPrecondition } from '../domain/precondition.ts';
import { notFound, Refusal } from '../domain/refusal.ts';
import {
  findCadence,
  insertSlot,
  listOpenWindows,
  readSlots,
  type StoredCadence,
  type StoredSlot,
  saveJob,
  saveNextNumber,
} from '../store/cadences.ts';
import type { Db } from '../store/engine.ts';
import { getIteration } from '../store/iterations.ts';
import { findProject } from '../store/projects.ts';
import { findPolicy } from '../store/rollover-policies.ts';
import { changeIteration } from './change-iteration.ts';
import { closingByPolicy } from './closing.ts';
import { createIteration } from './create-iteration.ts';
import { projectCalendar } from './project-calendar.ts';
import type { Tx } from './transact.ts';

const policy = {
  ...anyMove,
  refuseRepeatedClose: true,
  fixedWhenClosed: [],
  endAfterStart: 'day',
  findsRemoved: false,
  findsGroups: false,
} as const;

/**
 * Does what a project's cadence has to do by now: makes iterations, then closes and starts them in the order of their
 * times. It runs in the name of who set the cadence, with the rights that person has today. Whatever is done or cannot be
 * done is an event; what failed is noted and tried again later, and keeps nothing else from being done.
 */
export async function keepCadence(tx: Tx, { projectId }: { readonly projectId: number }): Promise<void> {
  const cadence = await findCadence(tx.db, { orgId: tx.actor.orgId, projectId });
  if (cadence?.isOn !== true) return;
  const before = await readSlots(tx.db, cadence);
  if (isReady(before.planning, tx.now)) {
    const due = await slotsDue(tx.db, cadence, before.slots, tx.now);
    const planning = { deed: 'plan', iterationId: null, before: before.planning } as const;
    if (due.length > 0 || before.planning?.state === 'waiting') {
      await attempt(tx, cadence, planning, (part) => plan(part, cadence, due));
    }
  }
  const { slots } = await readSlots(tx.db, cadence);
  const iterations = slots.flatMap(({ iteration }) => iteration ?? []);
  for (const due of dueDeeds(cadence, iterations, tx.now)) {
    const earlier = iterations.find(({ id }) => id === due.iterationId)?.jobs.find(({ deed }) => deed === due.deed);
    await attempt(tx, cadence, { ...due, before: earlier }, (part) => carryOut(part, cadence, slots, due));
  }
}

/** Whether a cadence has anything to do; reads only, so that nobody is held up for nothing. */
export async function hasCadenceWork(db: Db, cadence: StoredCadence, now: number): Promise<boolean> {
  const { slots, planning } = await readSlots(db, cadence);
  const iterations = slots.flatMap(({ iteration }) => iteration ?? []);
  if (dueDeeds(cadence, iterations, now).length > 0) return true;
  if (!isReady(planning, now)) return false;
  return planning?.state === 'waiting' || (await slotsDue(db, cadence, slots, now)).length > 0;
}

function isReady(job: CadenceJob | undefined, now: number): boolean {
  return job === undefined || job.nextAt === null || job.nextAt <= now;
}

interface Attempted {
  readonly deed: CadenceDeed;
  readonly iterationId: number | null;
  readonly before: CadenceJob | undefined;
}

async function attempt(
  tx: Tx,
  cadence: StoredCadence,
  { deed, iterationId, before }: Attempted,
  work: (part: Tx) => Promise<void>,
): Promise<void> {
  const { projectId } = cadence;
  try {
    if (!mayPlan(tx.actor, projectId)) {
      throw new Refusal('forbidden', 'Whoever set the cadence has no planning rights in this project any more');
    }
    await tx.apart(work);
    await saveJob(tx.db, cadence, iterationId, doneJob(before, deed, tx.now));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const job = failedJob(before, deed, error.message, tx.now);
    await saveJob(tx.db, cadence, iterationId, job);
    // Once for each reason: what is tried for weeks is not to fill the log.
    if (before?.reason === error.message) return;
    const { reason, attempts, nextAt } = job;
    const about = iterationId === null ? {} : { iterationId };
    await tx.emit({ kind: 'cadence.failed', projectId, ...about, data: { deed, reason, attempts, nextAt } });
  }
}

/** Makes the iterations that are missing. */
async function plan(tx: Tx, cadence: StoredCadence, due: readonly TakenSlot[]): Promise<void> {
  const { projectId } = cadence;
  let { nextNumber } = cadence;
  for (const slot of due) {
    const { start, end, skipped } = slot;
    if (skipped !== null) {
      await insertSlot(tx.db, cadence, slot, null);
      await tx.emit({ kind: 'cadence.skipped', projectId, data: { start, end, reason: skipped } });
      continue;
    }
    const made = await createIteration(tx, {
      home: { projectId },
      title: titleOf({ ...cadence, nextNumber }, slot),
      fields: { start: { day: start, at: null }, end: { day: end, at: null } },
      policy,
    });
    await insertSlot(tx.db, cadence, slot, made.id);
    await tx.emit({
      kind: 'cadence.planned',
      projectId,
      iterationId: made.id,
      data: { start, end, title: made.title },
    });
    nextNumber += 1;
  }
  if (nextNumber !== cadence.nextNumber) await saveNextNumber(tx.db, cadence, nextNumber);
}

async function carryOut(
  tx: Tx,
  cadence: StoredCadence,
  slots: readonly StoredSlot[],
  { deed, iterationId, dueAt }: DueDeed,
): Promise<void> {
  const { projectId } = cadence;
  const iteration = { id: iterationId };
  if (deed === 'start') {
    await changeIteration(tx, { iteration, precondition: noPrecondition, fields: {}, status: 'active', policy });
    await tx.emit({ kind: 'cadence.started', projectId, iterationId, data: { dueAt } });
    return;
  }
  const next = await nextOpen(tx, cadence, slots, iterationId);
  const close = { iteration, precondition: noPrecondition, fields: {}, status: 'closed', policy } as const;
  const { rolloverPolicyId } = cadence;
  if (rolloverPolicyId !== null) {
    await changeIteration(tx, { ...close, closing: await closingOf(tx, iteration, rolloverPolicyId, next) });
    await tx.emit({ kind: 'cadence.closed', projectId, iterationId, data: { dueAt, rolloverPolicyId } });
    return;
  }
  const target = cadence.unfinished === 'next' ? next : null;
  await changeIteration(tx, { ...close, moveUnfinishedTo: target });
  await tx.emit({ kind: 'cadence.closed', projectId, iterationId, data: { dueAt, unfinishedTo: target?.id ?? null } });
}

/** @throws Refusal not_found (the policy was removed), decision_needed */
async function closingOf(
  tx: Tx,
  from: { readonly id: number },
  policyId: number,
  next: { readonly id: number } | null,
) {
  const { orgId } = tx.actor;
  const rules = await findPolicy(tx.db, orgId, policyId);
  if (rules === undefined) throw new Refusal('not_found', 'The rollover policy of the cadence was removed');
  const target = next === null ? null : await getIteration(tx.db, orgId, next);
  return closingByPolicy(tx, await getIteration(tx.db, orgId, from), rules, target);
}

/** The next iteration of the cadence that takes items, as it is by now; null when there is none. */
async function nextOpen(tx: Tx, cadence: StoredCadence, slots: readonly StoredSlot[], closedId: number) {
  const place = slots.findIndex(({ iteration }) => iteration?.id === closedId);
  const later = new Set(slots.slice(place + 1).map(({ iteration }) => iteration?.id));
  const now = (await readSlots(tx.db, cadence)).slots.flatMap(({ iteration }) => iteration ?? []);
  const next = now.find(({ id, status }) => later.has(id) && (status === 'planned' || status === 'active'));
  return next === undefined ? null : { id: next.id };
}

async function slotsDue(db: Db, cadence: StoredCadence, slots: readonly StoredSlot[], now: number) {
  const project = await findProject(db, cadence.orgId, { id: cadence.projectId });
  if (project === undefined) throw notFound('project');
  const { zone, isWorking } = await projectCalendar(db, project);
  const open = await listOpenWindows(db, cadence.orgId, project.defaultBoardId);
  const skip = ({ start, end }: Slot): SkipReason | null => {
    if (open.some((each) => each.start <= end && each.end >= start)) return 'overlap';
    const days = Array.from({ length: daysBetween(start, end) + 1 }, (_, index) => addDays(start, index));
    return days.some(isWorking) ? null : 'no working day';
  };
  return slotsToTake(cadence, slots, dayIn(zone, now), skip);
}
