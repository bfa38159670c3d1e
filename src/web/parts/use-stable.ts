import { useCallback, useLayoutEffect, useRef } from 'react';

/** One function for good, which does what was handed over last: what is drawn with it need not be drawn anew with the rest. */
export function useStable<A extends unknown[], R>(deed: (...args: A) => R): (...args: A) => R {
  const latest = useRef(deed);
  useLayoutEffect(() => {
    latest.current = deed;
  });
  return useCallback((...args: A) => latest.current(...args), []);
}
