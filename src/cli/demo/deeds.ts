import type { DemoType } from './titles.ts';

/** An item as it is first written down. */
export interface DemoItem {
  readonly project: number;
  readonly type: DemoType;
  readonly title: string;
  readonly estimate: number | null;
}

/** An iteration or a release as it is planned; days are inclusive. */
export interface DemoPeriod {
  readonly project: number;
  readonly title: string;
  readonly goal: string;
  readonly start: string;
  readonly end: string;
}

/** What became of a goal; nulls until it is judged. */
export interface Verdict {
  readonly outcome: 'met' | 'partly' | null;
  readonly evidence: string | null;
}

/** What can be done. Numbers are places in the lists of the story. */
export type Doing =
  | { readonly does: 'open project'; readonly project: number }
  | { readonly does: 'plan work'; readonly project: number }
  | { readonly does: 'take days off'; readonly from: string; readonly to: string }
  | { readonly does: 'plan release'; readonly release: number }
  | { readonly does: 'plan' | 'start'; readonly iteration: number }
  | { readonly does: 'close'; readonly iteration: number; readonly next: number }
  | ({ readonly does: 'set goal'; readonly iteration: number; readonly items: readonly number[] } & Verdict)
  | { readonly does: 'write down'; readonly item: number }
  | { readonly does: 'enter' | 'leave'; readonly item: number; readonly iteration: number }
  | { readonly does: 'estimate'; readonly item: number; readonly estimate: number }
  | { readonly does: 'move'; readonly item: number; readonly to: 'in_progress' | 'done' | 'cancelled' };

/** One thing that somebody (one of `demoPeople`) does at an instant, in epoch milliseconds. */
export type Deed = { readonly at: number; readonly by: number } & Doing;

/** All that the demo data holds, and how it came about, oldest first. */
export interface Story {
  readonly items: readonly DemoItem[];
  readonly iterations: readonly DemoPeriod[];
  readonly releases: readonly DemoPeriod[];
  readonly deeds: readonly Deed[];
}

/** Notes a deed on a day, at an hour of the clock that may have a fraction. */
export type Tell = (day: string, hour: number, by: number, doing: Doing) => void;

/** The element at a place that the story itself made up. */
export function listed<T>(list: readonly T[], place: number): T {
  const found = list[place];
  if (found === undefined) throw new Error(`The demo tells of something at place ${place} that is not there`);
  return found;
}
