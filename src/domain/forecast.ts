import { type Chances, chanceOfAtLeast, chancesOf, inSteps, sumOf, sumOfDraws, thinned } from './convolution.ts';
import { chancesInSteps, mostOf, stepFor, type Target, targetChances } from './forecast-steps.ts';

/** Days with something done that a sample must have before anything is said of the future. */
export const fewestActiveDays = 5;
/** Closed iterations that a forecast of points needs. */
export const fewestIterations = 3;
/** Draws after which a forecast of a date gives up: about three years of working days. */
export const furthestDraw = 750;

/** A bar of a histogram: the chance that the answer lies from `from` to `to`, both included. */
export interface Bar {
  readonly from: number;
  readonly to: number;
  readonly chance: number;
}

/**
 * What a forecast says, exactly: every sequence of draws with replacement from the sample is as likely as every other,
 * and all of them are counted by convolution instead of trying some. `p85` is what holds with 85 %: at least so much,
 * or after so many draws at most. Null where that lies beyond `furthestDraw`.
 */
export interface Forecast {
  readonly mean: number | null;
  readonly p50: number | null;
  readonly p70: number | null;
  readonly p85: number | null;
  readonly p95: number | null;
  readonly histogram: readonly Bar[];
}

/** Whether enough is known for a forecast from amounts a day. */
export function hasEnoughDays(sample: readonly number[]): boolean {
  return sample.filter((amount) => amount > 0).length >= fewestActiveDays;
}

/** The chances of one day when only a share of the people is there; a share above one is not more than all. */
export function dailyChances(sample: readonly number[], share = 1): Chances {
  return share < 1 ? thinned(chancesOf(sample), share) : chancesOf(sample);
}

/** How many things are done in so many draws; in tens, hundreds and so on, where one by one they are too many to be quick. */
export function howMany(draw: Chances, draws: number): Forecast {
  const step = stepFor([1], draws * (draw.length - 1));
  return forecastOfAmount(sumOfDraws(inSteps(draw, step), draws), step);
}

/** The same in points; what one draw may bring is the sample itself. */
export function howManyPoints(sample: readonly number[], draws: number): Forecast {
  const step = stepFor(sample, draws * Math.max(...sample));
  return forecastOfAmount(sumOfDraws(chancesInSteps(sample, step), draws), step);
}

/** After how many draws a target is reached; a target is whole things. */
export function when(draw: Chances, target: Target): Forecast {
  return forecastOfDraws(chancesByDrawOf(draw, target));
}

/** The chance that a target of whole things is reached within n draws, by n; in steps as `howMany` where it is too large. */
export function chancesByDrawOf(draw: Chances, target: Target): readonly number[] {
  // What is more than all draws can bring is as far away as anything else is.
  const tooFar = furthestDraw * (draw.length - 1) + 1;
  const step = stepFor([1], Math.min(mostOf(target), tooFar));
  return chancesByDraw(inSteps(draw, step), targetChances(target, step, Math.ceil(tooFar / step)));
}

/** The same for a target in points. */
export function whenPoints(sample: readonly number[], target: Target): Forecast {
  const step = stepFor([...sample, target.amount], mostOf(target));
  return forecastOfDraws(chancesByDraw(chancesInSteps(sample, step), targetChances(target, step)));
}

/**
 * The chance that the target is reached within n draws, by n from 0 on, until that is all but certain or `furthestDraw`
 * is reached. `target` has the chances of each amount that it may turn out to be.
 */
export function chancesByDraw(draw: Chances, target: Chances): readonly number[] {
  const cap = target.length - 1;
  const reached = (sum: Chances) => {
    let atLeast = 0;
    let chance = 0;
    for (let amount = cap; amount >= 0; amount -= 1) {
      atLeast += sum[amount] ?? 0;
      chance += (target[amount] ?? 0) * atLeast;
    }
    return Math.min(1, chance);
  };
  let sum: Chances = [1];
  const byDraw = [reached(sum)];
  while (byDraw.length <= furthestDraw && (byDraw.at(-1) ?? 0) < 1 - tolerance) {
    sum = sumOf(sum, draw, cap);
    byDraw.push(reached(sum));
  }
  return byDraw;
}

/** The chance that all of several independent teams are through by each draw. */
export function allThrough(teams: readonly (readonly number[])[]): readonly number[] {
  const longest = Math.max(...teams.map((team) => team.length));
  return Array.from({ length: longest }, (_, draw) =>
    teams.reduce((chance, team) => chance * (team[draw] ?? team.at(-1) ?? 0), 1),
  );
}

/** The forecast of a date from the chances by each draw. */
export function forecastOfDraws(byDraw: readonly number[]): Forecast {
  const first = (perCent: number) => {
    const draw = byDraw.findIndex((chance) => chance >= perCent / 100 - tolerance);
    return draw === -1 ? null : draw;
  };
  const isAll = (byDraw.at(-1) ?? 0) >= 1 - mostTeams * tolerance;
  const mean = byDraw.reduce((sum, chance) => sum + 1 - chance, 0);
  const chances = byDraw.map((chance, draw) => chance - (byDraw[draw - 1] ?? 0));
  return {
    mean: isAll ? mean : null,
    p50: first(50),
    p70: first(70),
    p85: first(85),
    p95: first(95),
    histogram: barsOf(chances, 1),
  };
}

/** A chance as it may be told while there is work left: nothing is promised more firmly than "above 95 %". */
export function toldChance(chance: number, workLeft: number): { readonly chance: number; readonly orMore: boolean } {
  return workLeft > 0 && chance > 0.95 ? { chance: 0.95, orMore: true } : { chance, orMore: false };
}

/** Sums of chances come out a little beside what they are. */
const tolerance = 1e-9;
/** Each is all but certain to be through by the last draw told, and so a little more is open of all of them. */
const mostTeams = 10;
/** Bars of a histogram; beyond that several values share one. */
const mostBars = 60;

function forecastOfAmount(chances: Chances, step: number): Forecast {
  const most = (perCent: number) => {
    let chance = 0;
    for (let amount = chances.length - 1; amount > 0; amount -= 1) {
      chance += chances[amount] ?? 0;
      if (chance >= perCent / 100 - tolerance) return rounded(amount * step);
    }
    return 0;
  };
  return {
    mean: rounded(chances.reduce((sum, chance, amount) => sum + chance * amount, 0) * step),
    p50: most(50),
    p70: most(70),
    p85: most(85),
    p95: most(95),
    histogram: barsOf(chances, step),
  };
}

/** Bars of equal width over all that has a noticeable chance. */
function barsOf(chances: Chances, step: number): readonly Bar[] {
  const isNoticeable = (chance: number) => chance > 1e-6;
  const first = chances.findIndex(isNoticeable);
  const last = chances.findLastIndex(isNoticeable);
  if (first === -1) return [];
  const width = Math.ceil((last - first + 1) / mostBars);
  return Array.from({ length: Math.ceil((last - first + 1) / width) }, (_, index) => {
    const from = first + index * width;
    const to = Math.min(from + width - 1, last);
    const chance = chanceOfAtLeast(chances.slice(from, to + 1), 0);
    return { from: rounded(from * step), to: rounded(to * step), chance };
  });
}

function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
