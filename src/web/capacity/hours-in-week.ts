import type { Pattern } from './save-pattern.ts';

/**
 * The hours that somebody has for the plan in a week without days off: on the days that both they and the team work
 * (1 Monday … 7 Sunday), of their hours the share of this team, and of that the share of the plan.
 */
export function hoursInWeek(
  { weekdays, hoursPerDay, allocation, focus }: Omit<Pattern, 'personId'>,
  teamWeek: readonly number[],
): number {
  const days = teamWeek.filter((day) => weekdays === null || weekdays.includes(day)).length;
  return Math.round(days * hoursPerDay * allocation * focus * 10) / 10;
}
