import { type QueryClient, type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { tell } from '../parts/toast.ts';
import { useWords } from '../words/use-words.ts';

/** Something that is set whole, over the version that it was read with. */
export interface Draft<D extends object> {
  /** As it will be once it is saved. */
  readonly values: D;
  readonly set: (part: Partial<D>) => void;
  readonly isChanged: boolean;
  readonly drop: () => void;
  readonly save: () => void;
  readonly isSaving: boolean;
  /** What the server said against it; somebody else's change, too. */
  readonly error: unknown;
}

interface DraftOf<T extends { readonly version: number }, D extends object> {
  readonly thing: T;
  /** What of it is set. */
  readonly whole: D;
  readonly queryKey: QueryKey;
  /** Keeps what was saved for whoever reads the key, where it is only a part of what stands there. */
  readonly keep?: (queries: QueryClient, saved: T) => void;
  readonly send: (version: number, values: D) => Promise<T>;
  /** What else is other than it was once it is saved. */
  readonly changes?: readonly QueryKey[];
}

/**
 * Holds what is typed over something that was read. Only fields that were touched are held: where somebody else saves
 * first, the others show what they saved, one is told so, and the next attempt saves both.
 */
export function useDraft<T extends { readonly version: number }, D extends object>(of: DraftOf<T, D>): Draft<D> {
  const { thing, whole, queryKey, keep, send, changes = [] } = of;
  const { t } = useWords();
  const queries = useQueryClient();
  const [touched, setTouched] = useState(untouched<D>());
  const values: D = { ...whole, ...touched };
  const save = useMutation({
    mutationFn: () => send(thing.version, values),
    onSuccess: (saved) => {
      if (keep === undefined) queries.setQueryData(queryKey, saved);
      else keep(queries, saved);
      setTouched(untouched<D>());
      tell(t('frame.saved'));
    },
    onSettled: () => Promise.all([queryKey, ...changes].map((each) => queries.invalidateQueries({ queryKey: each }))),
  });
  return {
    values,
    set: (part) => setTouched({ ...touched, ...part }),
    isChanged: Object.keys(touched).length > 0,
    drop: () => {
      setTouched(untouched<D>());
      save.reset();
    },
    save: () => save.mutate(),
    isSaving: save.isPending,
    error: save.error,
  };
}

function untouched<D extends object>(): Partial<D> {
  return {};
}
