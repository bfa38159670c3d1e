import { problemOf } from '../../client/native.ts';
import type { Words } from '../words/use-words.ts';

/** What went wrong, in one sentence: the server's own, or that it was not reached. */
export function troubleText(words: Words, error: unknown): string {
  const problem = problemOf(error);
  if (problem === undefined) return words.t('frame.noAnswer');
  if (problem.status === 412) return words.t('iteration.changedMeanwhile');
  return problem.errors?.map(({ detail }) => detail).join(' ') ?? problem.detail;
}
