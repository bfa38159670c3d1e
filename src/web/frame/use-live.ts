import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { apiBase } from '../address.ts';

/** Whether what is shown follows what others do. */
export type Liveness = 'live' | 'reconnecting' | 'offline';

type News =
  | { readonly kind: 'state'; readonly state: Liveness }
  | { readonly kind: 'changed' }
  | { readonly kind: 'hello' };

/** A burst of events is one reason to look again. */
const pauseMs = 400;
/** After the server has ended the stream for good, as when a session is over. */
const comeBackMs = 10_000;

/**
 * Reads anew what is on the screen whenever the server tells of a change. Tabs share one stream, as browsers open few
 * connections to one server: the tab that holds the lock listens, and passes on what it hears.
 */
export function useLive(): Liveness {
  const queries = useQueryClient();
  const [state, setState] = useState<Liveness>('reconnecting');
  useEffect(() => {
    const channel = new BroadcastChannel('timebox-live');
    const leaving = new AbortController();
    let ownState: Liveness | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const readAnew = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
      }, pauseMs);
    };
    const tellState = (next: Liveness) => {
      ownState = next;
      setState(next);
      send({ kind: 'state', state: next });
    };
    const send = (news: News) => channel.postMessage(news);
    channel.onmessage = ({ data }: MessageEvent<News>) => {
      if (data.kind === 'changed') readAnew();
      if (data.kind === 'state') setState(data.state);
      if (data.kind === 'hello' && ownState !== null) send({ kind: 'state', state: ownState });
    };
    const changed = () => {
      readAnew();
      send({ kind: 'changed' });
    };
    send({ kind: 'hello' });
    void whenFirst(leaving.signal, () => listen(leaving.signal, { tellState, changed }));
    return () => {
      leaving.abort();
      clearTimeout(timer);
      channel.close();
    };
  }, [queries]);
  return state;
}

/** Runs something in one tab at a time; in every tab where the browser has no locks, as over plain http. */
async function whenFirst(signal: AbortSignal, run: () => Promise<void>): Promise<void> {
  // Not there on a page that is neither https nor local.
  const locks: LockManager | undefined = 'locks' in navigator ? navigator.locks : undefined;
  try {
    await (locks === undefined ? run() : locks.request('timebox-live', { signal }, run));
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

interface Heard {
  readonly tellState: (state: Liveness) => void;
  readonly changed: () => void;
}

/** Listens until it is told to leave. */
function listen(signal: AbortSignal, { tellState, changed }: Heard): Promise<void> {
  return new Promise((resolve) => {
    let stream: EventSource | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const open = () => {
      stream = new EventSource(`${apiBase}/events`);
      stream.onopen = () => tellState('live');
      stream.onmessage = changed;
      stream.addEventListener('reset', changed);
      stream.onerror = () => {
        const isOver = stream?.readyState === EventSource.CLOSED;
        tellState(isOver ? 'offline' : 'reconnecting');
        if (isOver) timer = setTimeout(open, comeBackMs);
      };
    };
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      stream?.close();
      resolve();
    });
    open();
  });
}
