import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { LiveEvent } from '../../client/native.ts';
import { apiBase } from '../address.ts';
import { follow, type LiveState } from './live-stream.ts';
import { touchedBy } from './touched-by.ts';

/** A burst of changes is read once. */
const gatherMs = 300;

/** Keeps what is shown as it is on the server, for as long as it is asked for. */
export function useLive(): LiveState {
  const queries = useQueryClient();
  const [state, setState] = useState<LiveState>('reconnecting');
  useEffect(() => {
    let gathered: LiveEvent[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const read = () => {
      timer = undefined;
      const events = gathered;
      gathered = [];
      readAnew(queries, events);
    };
    const stop = follow(`${apiBase}/events`, {
      onState: (next) => {
        setState(next);
        // What could not be read while the server was away is asked for again.
        if (next === 'live') {
          void queries.refetchQueries({ type: 'active', predicate: (query) => query.state.status === 'error' });
        }
      },
      onReset: () => void queries.invalidateQueries(),
      onEvent: (event) => {
        gathered.push(event);
        timer ??= setTimeout(read, gatherMs);
      },
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [queries]);
  return state;
}

function readAnew(queries: QueryClient, events: readonly LiveEvent[]): void {
  const isTouched = touchedBy(events);
  void queries.invalidateQueries({ predicate: ({ queryKey }) => isTouched(queryKey) });
}
