import { pinballLoss } from './calibration.ts';
import { addDays } from './days.ts';
import { type Forecast, furthestDraw } from './forecast.ts';
import type { Part, Question } from './forecast-question.ts';
import { mean } from './percentile.ts';

/** What has happened since a forecast was given. */
export interface Reality {
  /** The first working day that counts, and today; what is done today is not yet all there is. */
  readonly firstDay: string;
  readonly today: string;
  readonly isWorking: (day: string) => boolean;
  /** For each part, or the one project, the days on which items were done, rising; one entry for each item. */
  readonly doneDays: readonly (readonly string[])[];
  /** The velocities of iterations closed since, the earliest first. */
  readonly velocities: readonly number[];
}

/** The percentiles that are promised, and the quantile that "at least" with that chance is. */
const promises = [
  { perCent: 50, name: 'p50' },
  { perCent: 85, name: 'p85' },
  { perCent: 95, name: 'p95' },
] as const;

/** What is promised: `p85` holds in 85 of 100 cases. */
export type Promised = (typeof promises)[number]['name'];

/** Whether each promise of a settled forecast was kept, and what it lost. */
export interface Score {
  readonly held: Readonly<Record<Promised, boolean>>;
  /** The mean pinball loss of what was promised. */
  readonly loss: number;
}

/** What came of what was asked, or null while that cannot be told. */
export function outcomeOf(question: Question, reality: Reality): number | null {
  const { doneDays, velocities } = reality;
  switch (question.kind) {
    case 'how_many':
      return doneWithin(question.days, reality);
    case 'when': {
      const ends = question.parts.map(({ items }, index) => drawOf(items, doneDays[index] ?? [], reality));
      return ends.reduce<number | null>((last, end) => (last === null || end === null ? null : Math.max(last, end)), 0);
    }
    case 'in_turn':
      return endInTurn(question.parts, reality);
    case 'points': {
      const closed = velocities.slice(0, question.iterations);
      return closed.length < question.iterations ? null : closed.reduce((sum, points) => sum + points, 0);
    }
    case 'when_points': {
      let sum = 0;
      const last = velocities.findIndex((points) => {
        sum += points;
        return sum >= question.points;
      });
      return last === -1 ? null : last + 1;
    }
  }
}

/** How a forecast did. One that named no number of draws said "further than one can see". */
export function scoreOf(question: Question, forecast: Forecast, outcome: number): Score {
  const isAmount = question.kind === 'how_many' || question.kind === 'points';
  const told = (name: Promised) => forecast[name] ?? furthestDraw + 1;
  const holds = (name: Promised) => (isAmount ? outcome >= told(name) : outcome <= told(name));
  const losses = promises.map(({ perCent, name }) =>
    pinballLoss(outcome, told(name), isAmount ? 1 - perCent / 100 : perCent / 100),
  );
  return { held: { p50: holds('p50'), p85: holds('p85'), p95: holds('p95') }, loss: mean(losses) ?? 0 };
}

/** Items done in so many working days; what is done on a day off counts with the working day before it. */
function doneWithin(days: number, { firstDay, today, isWorking, doneDays }: Reality): number | null {
  let after = firstDay;
  for (let left = days; left >= 0; after = addDays(after, 1)) {
    if (isWorking(after)) left -= 1;
    if (left < 0) break;
    if (after >= today) return null;
  }
  return (doneDays[0] ?? []).filter((day) => day >= firstDay && day < after).length;
}

/** On which working day the last of so many items was done; one too many where that took longer than is foretold. */
function drawOf(items: number, doneDays: readonly string[], { firstDay, today, isWorking }: Reality): number | null {
  if (items === 0) return 0;
  const last = doneDays.filter((day) => day >= firstDay)[items - 1];
  const until = last ?? today;
  let draw = 0;
  for (let day = firstDay; day <= until && draw <= furthestDraw; day = addDays(day, 1)) if (isWorking(day)) draw += 1;
  return last !== undefined || draw > furthestDraw ? Math.max(1, draw) : null;
}

function endInTurn(parts: readonly Part[], reality: Reality): number | null {
  let { firstDay } = reality;
  let draws = 0;
  for (const [index, { items }] of parts.entries()) {
    const draw = drawOf(items, reality.doneDays[index] ?? [], { ...reality, firstDay });
    if (draw === null) return null;
    draws += draw;
    if (draws > furthestDraw) return furthestDraw + 1;
    for (let left = draw; left > 0; firstDay = addDays(firstDay, 1)) if (reality.isWorking(firstDay)) left -= 1;
  }
  return draws;
}
