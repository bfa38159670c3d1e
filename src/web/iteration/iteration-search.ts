import type { Unit } from '../parts/amounts.ts';

/** The parts of an iteration's page. */
export const tabs = ['overview', 'items', 'capacity', 'activity'] as const;
export type Tab = (typeof tabs)[number];

/** The ways in which its progress can be drawn. */
export const chartKinds = ['burndown', 'burnup', 'flow'] as const;
export type ChartKind = (typeof chartKinds)[number];

/** In what times can be told: local days, those of them that are worked on, or hours. */
export const timeUnits = ['days', 'workingDays', 'hours'] as const;
export type TimeUnit = (typeof timeUnits)[number];

/** What the address of an iteration's page says beside which iteration it is; what is missing is as the page thinks best. */
export interface IterationSearch {
  readonly tab?: Tab;
  readonly chart?: ChartKind;
  readonly unit?: Unit;
  /** In what the flow tells how long things took. */
  readonly time?: TimeUnit;
}

const units = ['points', 'items'] as const satisfies readonly Unit[];

/** Takes from an address what it understands, and leaves the rest. */
export function iterationSearch(search: Readonly<Record<string, unknown>>): IterationSearch {
  const tab = tabs.find((each) => each === search.tab);
  const chart = chartKinds.find((each) => each === search.chart);
  const unit = units.find((each) => each === search.unit);
  const time = timeUnits.find((each) => each === search.time);
  return {
    ...(tab === undefined ? {} : { tab }),
    ...(chart === undefined ? {} : { chart }),
    ...(unit === undefined ? {} : { unit }),
    ...(time === undefined ? {} : { time }),
  };
}
