import { Button, CloseButton } from '@mantine/core';
import { useEffect } from 'react';
import { useWords } from '../words/use-words.ts';
import type { Moves } from './use-moves.ts';

/** How long it stays after a move that went well. */
const shownMs = 10_000;

/** Says what a move came to, and offers to take it back; a failure stays until it is put away. */
export function OutcomeBar({ moves }: { readonly moves: Moves }) {
  const words = useWords();
  const { outcome, dismiss, undo } = moves;
  useEffect(() => {
    if (outcome === null || outcome.failed) return undefined;
    const timer = setTimeout(dismiss, shownMs);
    return () => clearTimeout(timer);
  }, [outcome, dismiss]);
  if (outcome === null) return null;
  return (
    // What it says was announced when it happened.
    <div className={`outcome${outcome.failed ? ' failed' : ''}`} role={outcome.failed ? 'alert' : undefined}>
      <span>{outcome.text}</span>
      {outcome.undo.length === 0 ? null : (
        <Button size="compact-sm" variant="default" onClick={undo}>
          {words.t('planning.undo')}
        </Button>
      )}
      <CloseButton aria-label={words.t('planning.dismiss')} onClick={dismiss} />
    </div>
  );
}
