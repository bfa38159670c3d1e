import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { LiveEvent } from '../../client/native.ts';
import { apiBase } from '../address.ts';
import { followEvents } from './follow-events.ts';
import { follow, type LiveState } from './live-stream.ts';

/** A burst of changes is read once, and what comes while it is read is the next burst. */
const gatherMs = 300;

/** Keeps what is shown as it is on the server, for as long as it is asked for. */
export function useLive(): LiveState {
  const queries = useQueryClient();
  const [state, setState] = useState<LiveState>('reconnecting');
  useEffect(() => {
    let gathered: LiveEvent[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    const read = async () => {
      const events = gathered;
      gathered = [];
      await followEvents(queries, events);
      timer = undefined;
      if (gathered.length > 0 && !isOver) wait();
    };
    const wait = () => {
      timer ??= setTimeout(() => void read(), gatherMs);
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
        wait();
      },
    });
    return () => {
      isOver = true;
      clearTimeout(timer);
      stop();
    };
  }, [queries]);
  return state;
}
