import type { Iteration } from '../../client/native.ts';
import type { Words } from '../words/use-words.ts';
import { partOf, unitOf } from './amounts.ts';

/** How much of an iteration is done, in words. */
export function progressText(words: Words, iteration: Pick<Iteration, 'scope' | 'done'>): string {
  const unit = unitOf(iteration);
  const [done, scope] = [iteration.done[unit], iteration.scope[unit]];
  if (scope === 0) return words.t('amounts.nothingInside');
  return partOf(words, unit, done, scope);
}
