import { useWords } from '../words/use-words.ts';
import type { LiveState } from './live-stream.ts';

/** Says whether the pages follow what others do. */
export function LiveDot({ state }: { readonly state: LiveState }) {
  const words = useWords();
  const word = words.t(`frame.${state}`);
  return <span className="live-dot" data-state={state} role="img" aria-label={word} title={word} />;
}
