import type { Words } from '../words/use-words.ts';

const outcomes = ['done', 'late', 'on_arrival', 'unfinished', 'cancelled', 'after_close', 'deleted'] as const;

/** What became of an item of a closed iteration, in a word. */
export function outcomeWord({ t }: Words, outcome: string): string {
  return t(`report.outcome.${outcomes.find((each) => each === outcome) ?? 'unfinished'}`);
}
