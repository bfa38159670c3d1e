import { useWords } from '../words/use-words.ts';
import { useLive } from './use-live.ts';

/** Whether the page follows what others do. */
export function LiveDot() {
  const { t } = useWords();
  const state = useLive();
  const name = t(`frame.${state}`);
  return (
    <span className="live-dot" data-state={state} title={name}>
      <span className="unseen" role="status">
        {state === 'live' ? '' : name}
      </span>
    </span>
  );
}
