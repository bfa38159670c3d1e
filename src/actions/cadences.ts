import { type Actor, canSee, requirePlanner } from '../domain/access.ts';
import type { Cadence, CadenceJob } from '../domain/cadence.ts';
import { checkVersion, type Precondition } from '../domain/precondition.ts';
import { type Doubts, notFound, refuseFaults, refuseUnreadable } from '../domain/refusal.ts';
import { findCadence, readSlots, type StoredCadence, type StoredSlot, saveCadence } from '../store/cadences.ts';
import type { Db } from '../store/engine.ts';
import { findProject } from '../store/projects.ts';
import { findPolicy } from '../store/rollover-policies.ts';
import { unknownPlace } from './item-fields.ts';
import { keepCadence } from './keep-cadence.ts';
import type { Tx } from './transact.ts';

/** A project's cadence with the windows it has taken. */
export interface CadenceView {
  readonly projectId: number;
  /** 1 for as long as none was set. */
  readonly version: number;
  readonly cadence: StoredCadence | null;
  /** The last ones, oldest first. */
  readonly slots: readonly StoredSlot[];
  /** How the last planning went, if there was any. */
  readonly planning: CadenceJob | null;
}

/** Another cadence for a project, whole. */
export interface SetCadence {
  readonly projectId: number;
  readonly cadence: Cadence;
  readonly precondition: Precondition;
  readonly doubts?: Doubts;
}

/** How many windows are told. */
const told = 20;

/** The cadence of a project. @throws Refusal not_found */
export async function getCadence(
  db: Db,
  actor: Actor,
  { projectId }: { readonly projectId: number },
): Promise<CadenceView> {
  const project = await findProject(db, actor.orgId, { id: projectId });
  if (project === undefined || !canSee(actor, project.id)) throw notFound('project');
  const of = { orgId: actor.orgId, projectId };
  const [cadence, { slots, planning }] = await Promise.all([findCadence(db, of), readSlots(db, of)]);
  return {
    projectId,
    version: cadence?.version ?? 1,
    cadence: cadence ?? null,
    slots: slots.slice(-told),
    planning: planning ?? null,
  };
}

/**
 * Sets the cadence of a project, and does at once what it has to do. From then on it acts in the actor's name. Iterations
 * that it has made before stay as they are; what says the same as before changes nothing.
 * @throws Refusal not_found, forbidden, version_*, invalid
 */
export async function setCadence(tx: Tx, set: SetCadence): Promise<CadenceView> {
  const { db, actor } = tx;
  const { projectId } = set;
  const { cadence: before, version } = await getCadence(db, actor, { projectId });
  requirePlanner(actor, projectId, 'project');
  refuseUnreadable(set.doubts);
  checkVersion(set.precondition, version, true);
  refuseFaults(set.doubts);
  await requirePolicyOf(tx, projectId, set.cadence.rolloverPolicyId);
  const next: StoredCadence = {
    ...set.cadence,
    orgId: actor.orgId,
    projectId,
    version: version + 1,
    setBy: actor.userId,
  };
  if (before !== null && JSON.stringify(settings(before)) === JSON.stringify(settings(next))) {
    return getCadence(db, actor, { projectId });
  }
  await saveCadence(db, next, tx.now);
  await tx.emit({
    kind: 'cadence.changed',
    projectId,
    data: { version: next.version, before: before === null ? {} : settings(before), after: settings(next) },
  });
  await keepCadence(tx, { projectId });
  return getCadence(db, actor, { projectId });
}

async function requirePolicyOf({ db, actor }: Tx, projectId: number, policyId: number | null): Promise<void> {
  if (policyId === null) return;
  const policy = await findPolicy(db, actor.orgId, policyId);
  if (policy?.projectId !== projectId) throw unknownPlace('rolloverPolicyId', 'policy');
}

function settings(cadence: Cadence): Cadence {
  const { isOn, firstDay, lengthDays, cooldownDays, ahead, title, nextNumber } = cadence;
  const { startsItself, closesItself, unfinished, rolloverPolicyId } = cadence;
  const rhythm = { isOn, firstDay, lengthDays, cooldownDays, ahead, title, nextNumber };
  return { ...rhythm, startsItself, closesItself, unfinished, rolloverPolicyId };
}
