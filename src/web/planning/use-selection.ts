import { useMemo, useState } from 'react';
import type { ItemRow } from '../../client/native.ts';
import { nothingChosen, stretched, toggled } from './choice.ts';

/** The items that are chosen to be moved together. */
export interface Selection {
  readonly ids: ReadonlySet<number>;
  readonly toggle: (id: number) => void;
  /** Chooses all up to this one, as they are shown, from the one chosen last, or from the one that is named. */
  readonly stretch: (shown: readonly ItemRow[], to: number, from?: number | null) => void;
  readonly clear: () => void;
}

/** A choice of items; it lasts as long as the page. */
export function useSelection(): Selection {
  const [choice, setChoice] = useState(nothingChosen);
  return useMemo(
    () => ({
      ids: choice.ids,
      toggle: (id) => setChoice((now) => toggled(now, id)),
      stretch: (shown, to, from) => setChoice((now) => stretched(now, shown, to, from)),
      clear: () => setChoice(nothingChosen),
    }),
    [choice],
  );
}
