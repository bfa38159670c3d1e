import { calendarInForce, workingDayCounter, workingDays } from '../domain/working-calendar.ts';
import type { Db } from '../store/engine.ts';
import { readCalendarLevelsThen } from '../store/past-working-time.ts';
import type { Project } from '../store/projects.ts';
import { readCalendarLevels } from '../store/working-calendars.ts';

/** The zone in which a project's days are counted, and which of them are worked on. */
export interface ProjectCalendar {
  readonly zone: string;
  readonly isWorking: (day: string) => boolean;
  /** How many days from one through another are worked on. */
  readonly countWorking: (from: string, to: string) => number;
}

/** By what a project's days are counted now, or were before an instant in epoch milliseconds, where no iteration has a say. */
export async function projectCalendar(
  db: Db,
  { orgId, id, zone }: Pick<Project, 'orgId' | 'id' | 'zone'>,
  asOf?: number,
): Promise<ProjectCalendar> {
  const owner = { orgId, projectId: id, iterationId: null };
  const calendar = calendarInForce(
    await (asOf === undefined ? readCalendarLevels(db, owner) : readCalendarLevelsThen(db, owner, asOf)),
  );
  return { zone, isWorking: workingDays(calendar), countWorking: workingDayCounter(calendar) };
}
