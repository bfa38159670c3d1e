import type { Iteration } from '../../client/native.ts';
import type { Words } from '../words/use-words.ts';
import { amountIn, numberIn, unitOf } from './amounts.ts';

/** How much of an iteration is done, in words. */
export function progressText(words: Words, iteration: Pick<Iteration, 'scope' | 'done'>): string {
  const unit = unitOf(iteration);
  const [done, scope] = [iteration.done[unit], iteration.scope[unit]];
  if (scope === 0) return words.t('amounts.nothingInside');
  return words.t('amounts.doneOf', { done: numberIn(words, done), scope: amountIn(words, unit, scope) });
}
