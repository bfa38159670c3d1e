import { type RefObject, useEffect, useState } from 'react';

/** From where to where, in pixels from the left end of the strip, things are near enough to be drawn. */
export interface Seen {
  readonly left: number;
  readonly right: number;
}

/** Beyond both edges as much is drawn, so that scrolling and Tab always come to something. */
const margin = 1000;
/** So far one can scroll before other things are drawn. */
const step = 400;

/**
 * What of a strip that is scrolled sideways is in sight or near it.
 * @param scale names how days stand on the strip; under another one it is elsewhere
 * @param left where the strip is put when it is shown, or under another scale
 */
export function useSeen(box: RefObject<HTMLElement | null>, scale: string, left: number): Seen {
  const [at, setAt] = useState({ scale, left });
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const look = () =>
      setAt((was) =>
        was.scale === scale && Math.abs(was.left - element.scrollLeft) < step
          ? was
          : { scale, left: element.scrollLeft },
      );
    look();
    element.addEventListener('scroll', look, { passive: true });
    return () => element.removeEventListener('scroll', look);
  }, [box, scale]);
  const begin = at.scale === scale ? at.left : left;
  return { left: begin - margin, right: begin + window.innerWidth + margin };
}
