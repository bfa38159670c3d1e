import { calendarInForce, workingDayCounter, workingDays } from '../domain/working-calendar.ts';
import type { Db } from '../store/engine.ts';
import type { Project } from '../store/projects.ts';
import { readCalendarLevels } from '../store/working-calendars.ts';

/** The zone in which a project's days are counted, and which of them are worked on. */
export interface ProjectCalendar {
  readonly zone: string;
  readonly isWorking: (day: string) => boolean;
  /** How many days from one through another are worked on. */
  readonly countWorking: (from: string, to: string) => number;
}

/** By what a project's days are counted now, where no iteration has a say. */
export async function projectCalendar(
  db: Db,
  { orgId, id, zone }: Pick<Project, 'orgId' | 'id' | 'zone'>,
): Promise<ProjectCalendar> {
  const levels = await readCalendarLevels(db, { orgId, projectId: id, iterationId: null });
  const calendar = calendarInForce(levels);
  return { zone, isWorking: workingDays(calendar), countWorking: workingDayCounter(calendar) };
}
