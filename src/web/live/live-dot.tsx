import { useWords } from '../words/use-words.ts';
import { useLive } from './use-live.ts';

/** Lets the pages follow what others do, and says whether they do. */
export function LiveDot() {
  const words = useWords();
  const state = useLive();
  const word = words.t(`frame.${state}`);
  return <span className="live-dot" data-state={state} role="img" aria-label={word} title={word} />;
}
