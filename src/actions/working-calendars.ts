import { type Actor, canSee, requireAdmin, requirePlanner } from '../domain/access.ts';
import { type Iteration, isClosed } from '../domain/iteration.ts';
import { checkVersion, type Precondition } from '../domain/precondition.ts';
import { type Doubts, notFound, Refusal, refuseFaults, refuseUnreadable } from '../domain/refusal.ts';
import { type CalendarSettings, calendarInForce, type WorkingCalendar } from '../domain/working-calendar.ts';
import type { Db } from '../store/engine.ts';
import { getIteration } from '../store/iterations.ts';
import { findProject } from '../store/projects.ts';
import { type CalendarOwner, readCalendarLevels, saveCalendar, silentCalendar } from '../store/working-calendars.ts';
import { calendarOf } from './calendar-in-force.ts';
import { requireKnown } from './require-iteration.ts';
import type { Tx } from './transact.ts';

/** Whose calendar is meant. */
export type CalendarOf = 'organization' | { readonly projectId: number } | { readonly iterationId: number };

/** What a level says about working days, and what holds there when wider levels are heard too. */
export interface CalendarView extends CalendarSettings {
  readonly version: number;
  readonly inForce: WorkingCalendar;
}

/** Another calendar for a level, whole. */
export interface SetCalendar extends CalendarSettings {
  readonly of: CalendarOf;
  readonly precondition: Precondition;
  readonly doubts?: Doubts;
}

/** The calendar of a level. @throws Refusal not_found */
export async function getCalendar(db: Db, actor: Actor, { of }: { readonly of: CalendarOf }): Promise<CalendarView> {
  return viewOf(db, await findOwner(db, actor, of));
}

/**
 * Sets the calendar of a level: whoever plans a project sets that of the project and of its iterations, whoever
 * administers the organization that of the organization. Charts of open iterations are drawn anew from then on, which
 * is why it is an event of its own; what says the same as before changes nothing.
 * @throws Refusal not_found, forbidden, version_*, invalid, iteration_closed (its calendar is part of the record)
 */
export async function setCalendar(tx: Tx, set: SetCalendar): Promise<CalendarView> {
  const owner = await findOwner(tx.db, tx.actor, set.of);
  const { key, iteration } = owner;
  if (key.projectId === null) requireAdmin(tx.actor);
  else requirePlanner(tx.actor, key.projectId, 'project');
  refuseUnreadable(set.doubts);
  const before = await viewOf(tx.db, owner);
  checkVersion(set.precondition, before.version, true);
  refuseFaults(set.doubts);
  if (iteration !== null && isClosed(iteration)) {
    throw new Refusal('iteration_closed', 'The calendar of a closed iteration is part of its record');
  }
  const { weekdays, days } = normal(set);
  if (JSON.stringify({ weekdays, days }) === JSON.stringify({ weekdays: before.weekdays, days: before.days }))
    return before;
  const version = before.version + 1;
  await saveCalendar(tx.db, key, { weekdays, days, version, at: tx.now, by: tx.actor.userId });
  await tx.emit({
    kind: 'calendar.changed',
    projectId: key.projectId,
    ...(key.iterationId === null ? {} : { iterationId: key.iterationId }),
    data: { version, before: { weekdays: before.weekdays, days: before.days }, after: { weekdays, days } },
  });
  return viewOf(tx.db, owner);
}

interface Owner {
  readonly key: CalendarOwner;
  readonly iteration: Iteration | null;
}

async function findOwner(db: Db, actor: Actor, of: CalendarOf): Promise<Owner> {
  const { orgId } = actor;
  if (of === 'organization') return { key: { orgId, projectId: null, iterationId: null }, iteration: null };
  if ('projectId' in of) {
    const project = await findProject(db, orgId, { id: of.projectId });
    if (project === undefined || !canSee(actor, project.id)) throw notFound('project');
    return { key: { orgId, projectId: project.id, iterationId: null }, iteration: null };
  }
  const iteration = await getIteration(db, orgId, { id: of.iterationId });
  requireKnown(iteration, { policy: { findsRemoved: false, findsGroups: false } });
  if (!canSee(actor, iteration.projectId)) throw notFound('iteration');
  return { key: { orgId, projectId: iteration.projectId, iterationId: iteration.id }, iteration };
}

async function viewOf(db: Db, { key, iteration }: Owner): Promise<CalendarView> {
  const levels = await readCalendarLevels(db, key);
  const own = levels.find((each) => each.projectId === key.projectId && each.iterationId === key.iterationId);
  const { weekdays, days, version } = own ?? silentCalendar;
  const inForce = iteration === null ? calendarInForce(levels) : await calendarOf(db, iteration);
  return { weekdays, days, version, inForce };
}

/** Written in one way, so that the same calendar is always the same text. */
function normal({ weekdays, days }: CalendarSettings): CalendarSettings {
  return {
    weekdays: weekdays === null ? null : weekdays.toSorted((left, right) => left - right),
    days: days
      .map(({ day, isWorking, name }) => ({ day, isWorking, name }))
      .toSorted((left, right) => (left.day < right.day ? -1 : 1)),
  };
}
