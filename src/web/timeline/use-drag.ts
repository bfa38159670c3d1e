import { type PointerEvent, useRef, useState } from 'react';
import { type DayRange, shiftRange } from './time-scale.ts';

/** What of a bar is held. */
export type Grip = 'start' | 'end' | 'all';

interface Held {
  readonly grip: Grip;
  readonly at: number;
  readonly range: DayRange;
}

export interface Drag {
  /** Where the bar would stand if it were let go now; null when it is not held. */
  readonly draft: DayRange | null;
  readonly hold: (event: PointerEvent<HTMLElement>, grip: Grip, range: DayRange) => void;
  readonly pull: (event: PointerEvent<HTMLElement>) => void;
  readonly release: () => void;
  readonly cancel: () => void;
  /** Whether the click that follows belongs to the drag. */
  readonly hasMoved: () => boolean;
}

/** Less is a click with an unsteady hand. */
const threshold = 4;

/** Moving a bar, or one of its edges, by whole days with mouse or pen; a finger scrolls, and uses the menu. */
export function useDrag(pixelsPerDay: number, done: (range: DayRange) => void): Drag {
  const held = useRef<Held | null>(null);
  const moved = useRef(false);
  const [draft, setDraft] = useState<DayRange | null>(null);
  const end = () => {
    held.current = null;
    setDraft(null);
  };
  return {
    draft,
    hold: (event, grip, range) => {
      if (event.button !== 0 || event.pointerType === 'touch') return;
      held.current = { grip, at: event.clientX, range };
      moved.current = false;
      event.currentTarget.setPointerCapture(event.pointerId);
      event.stopPropagation();
    },
    pull: ({ clientX }) => {
      if (held.current === null) return;
      const { grip, at, range } = held.current;
      if (!moved.current && Math.abs(clientX - at) < threshold) return;
      moved.current = true;
      setDraft(shiftRange(range, grip, Math.round((clientX - at) / pixelsPerDay)));
    },
    release: () => {
      const from = held.current?.range;
      const isElsewhere = draft !== null && (draft.start !== from?.start || draft.end !== from.end);
      end();
      if (isElsewhere) done(draft);
    },
    cancel: end,
    hasMoved: () => moved.current,
  };
}
