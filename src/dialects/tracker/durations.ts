/** Working time: a week has five days, a day eight hours (vendor page "Time spent"). */
const minutesOf = { week: 5 * 8 * 60, day: 8 * 60, hour: 60 } as const;

const written = /^P(?=\w)(?:(\d{1,9})W)?(?:(\d{1,9})D)?(?:T(?=\d)(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?$/i;

/** The minutes of an ISO 8601 duration in weeks, days, hours and minutes; seconds are rounded down. Undefined: it is none. */
export function minutesOfDuration(text: string): number | undefined {
  const [, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = written.exec(text) ?? [];
  if (!written.test(text)) return undefined;
  return (
    Number(weeks) * minutesOf.week +
    Number(days) * minutesOf.day +
    Number(hours) * minutesOf.hour +
    Number(minutes) +
    Math.floor(Number(seconds) / 60)
  );
}

/** Minutes as an ISO 8601 duration of working time, the largest units first; nothing at all is `PT0S`. */
export function durationOfMinutes(total: number): string {
  if (total === 0) return 'PT0S';
  const weeks = Math.floor(total / minutesOf.week);
  const days = Math.floor((total % minutesOf.week) / minutesOf.day);
  const hours = Math.floor((total % minutesOf.day) / minutesOf.hour);
  const minutes = total % minutesOf.hour;
  const date = part(weeks, 'W') + part(days, 'D');
  const time = part(hours, 'H') + part(minutes, 'M');
  return `P${date}${time === '' ? '' : `T${time}`}`;
}

function part(count: number, unit: string): string {
  return count === 0 ? '' : `${count}${unit}`;
}
