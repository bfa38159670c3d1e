import { type KeyboardEvent, useEffect, useEffectEvent, useState } from 'react';
import { type DayRange, shiftRange } from './time-scale.ts';

export interface Nudge {
  /** Where the bar would stand after the keys pressed so far; null when none were. */
  readonly draft: DayRange | null;
  readonly press: (event: KeyboardEvent, range: DayRange) => void;
  /** Takes what the keys have done so far. */
  readonly settle: () => void;
}

/** So long after the last key the bar stays where it is. */
const pauseMs = 800;

/** Moving a bar by a day with ← and →, and its end with Shift; Escape puts it back while the keys are still being pressed. */
export function useNudge(done: (range: DayRange) => void): Nudge {
  const [draft, setDraft] = useState<DayRange | null>(null);
  const settle = useEffectEvent((range: DayRange) => {
    setDraft(null);
    done(range);
  });
  useEffect(() => {
    if (draft === null) return;
    const timer = setTimeout(() => settle(draft), pauseMs);
    return () => clearTimeout(timer);
  }, [draft]);
  return {
    draft,
    press: (event, range) => {
      if (event.key === 'Escape' && draft !== null) {
        event.stopPropagation();
        setDraft(null);
        return;
      }
      const days = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
      if (days === 0 || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      setDraft(shiftRange(draft ?? range, event.shiftKey ? 'end' : 'all', days));
    },
    settle: () => {
      if (draft === null) return;
      setDraft(null);
      done(draft);
    },
  };
}
