import { problemOf } from '../../client/native.ts';
import type { Words } from '../words/use-words.ts';

/** What went wrong. */
export interface TroubleWords {
  /** Of which kind it is, as the reader's language has it. */
  readonly kind: string;
  /** The server's own sentence, which is English, where it says more than that. */
  readonly said: string | null;
}

/** Kinds of which the server's sentence says nothing more. */
const plain: ReadonlySet<string> = new Set([
  'unauthenticated',
  'dates_missing',
  'dates_reversed',
  'target_is_itself',
  'target_unknown',
  'target_not_open',
  'item_not_live',
  'item_of_another_project',
  'board_stays',
  'column_stays',
  'retry_running',
  'rate_limited',
  'busy',
  'storage_full',
]);

/** What went wrong: of which kind it is, and what the server says about it. */
export function describeTrouble({ t }: Words, error: unknown): TroubleWords {
  const problem = problemOf(error);
  if (problem === undefined) return { kind: t('frame.noAnswer'), said: null };
  if (problem.status === 412) return { kind: t('iteration.changedMeanwhile'), said: null };
  const kinds: Readonly<Record<string, string>> = t('refusals', { returnObjects: true });
  const code = problem.type.replace('urn:timebox:problem:', '').replaceAll('-', '_');
  const kind = kinds[code];
  // A failure of the server itself, or of what stands before it, has no sentence of its own.
  if (kind === undefined && problem.status >= 500 && code === 'about:blank') {
    return { kind: t('refusals.broken'), said: null };
  }
  const said = problem.errors?.map(({ detail }) => detail).join(' ') ?? problem.detail;
  return { kind: kind ?? problem.title, said: plain.has(code) || said === problem.title ? null : said };
}

/** The same in one sentence. */
export function troubleText(words: Words, error: unknown): string {
  const { kind, said } = describeTrouble(words, error);
  return said === null ? kind : `${kind}: ${said}`;
}
