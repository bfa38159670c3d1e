import { useState } from 'react';
import type { ItemRow } from '../../client/native.ts';

/** The items that are chosen to be moved together. */
export interface Selection {
  readonly ids: ReadonlySet<number>;
  readonly toggle: (id: number) => void;
  /** Chooses all from the one chosen last up to this one, as they are shown. */
  readonly extend: (shown: readonly ItemRow[], id: number) => void;
  readonly clear: () => void;
}

/** A choice of items; it lasts as long as the page. */
export function useSelection(): Selection {
  const [ids, setIds] = useState<ReadonlySet<number>>(new Set());
  const [last, setLast] = useState<number | null>(null);
  return {
    ids,
    toggle: (id) => {
      const next = new Set(ids);
      if (!next.delete(id)) next.add(id);
      setIds(next);
      setLast(id);
    },
    extend: (shown, id) => {
      const to = shown.findIndex((item) => item.id === id);
      const from = Math.max(
        0,
        shown.findIndex((item) => item.id === (last ?? id)),
      );
      const range = shown.slice(Math.min(from, to), Math.max(from, to) + 1);
      setIds(new Set([...ids, ...range.map((item) => item.id)]));
    },
    clear: () => {
      setIds(new Set());
      setLast(null);
    },
  };
}
