import { useNavigate, useRouter } from '@tanstack/react-router';
import { useRef } from 'react';
import type { PlanningSearch } from './planning-search.ts';

/**
 * Opens an item by the address, so that it can be linked to, and Back closes it; closing it leaves no trace to go back
 * through.
 */
export function useOpened(): { readonly open: (itemId: number) => void; readonly close: () => void } {
  const navigate = useNavigate();
  const { history } = useRouter();
  /** Whether the entry before this one is the board without the item. */
  const isOurs = useRef(false);
  return {
    open: (itemId) => {
      isOurs.current = true;
      void navigate({
        to: '.',
        search: (now: PlanningSearch) => ({ ...now, item: itemId }),
        resetScroll: false,
      });
    },
    close: () => {
      if (isOurs.current) history.back();
      else {
        void navigate({
          to: '.',
          search: ({ item: _item, ...rest }: PlanningSearch) => rest,
          replace: true,
          resetScroll: false,
        });
      }
      isOurs.current = false;
    },
  };
}
