import { useEffect, useState } from 'react';
import { useWords } from '../words/use-words.ts';
import type { LiveState } from './live-stream.ts';

/** How long the line may be away before anybody is told: most breaks are over sooner. */
const patienceMs = 4000;

/** Says that the server is away, once it has been for a while. */
export function AwayBar({ state }: { readonly state: LiveState }) {
  const { t } = useWords();
  const [isLong, setLong] = useState(false);
  const isAway = state !== 'live';
  useEffect(() => {
    if (!isAway) return;
    const timer = setTimeout(() => setLong(true), patienceMs);
    return () => {
      clearTimeout(timer);
      setLong(false);
    };
  }, [isAway]);
  // It is there before it says something, as what is read out must be.
  return (
    <div className="away-bar" role="status">
      {isLong ? t('frame.away') : null}
    </div>
  );
}
