import type { LiveEvent } from '../../client/native.ts';

/** Whether what is shown follows what happens. */
export type LiveState = 'live' | 'reconnecting' | 'offline';

/** What a follower is told. */
export interface Follower {
  readonly onEvent: (event: LiveEvent) => void;
  /** Too much was missed to be told: everything is to be read anew. */
  readonly onReset: () => void;
  readonly onState: (state: LiveState) => void;
}

type Message =
  | { readonly kind: 'event'; readonly event: LiveEvent }
  | { readonly kind: 'reset' }
  | { readonly kind: 'state'; readonly state: LiveState }
  | { readonly kind: 'how is it' };

/** How long to wait before a stream that the server has refused is asked for again. */
const againMs = 5000;

/**
 * Follows what happens on the server. All tabs of a browser share one stream, as a browser opens only six connections to a
 * server that speaks HTTP/1.1: one tab has it and tells the others; when it goes, another takes over. Where the browser lends
 * out no locks, as on plain http, each tab has its own. Ends when the answered function is called.
 */
export function follow(url: string, follower: Follower): () => void {
  const stop = new AbortController();
  // Several servers may be below one origin.
  const name = `timebox-live ${url}`;
  const channel = new BroadcastChannel(name);
  let state: LiveState = 'reconnecting';
  let leads = false;
  const hear = (message: Message) => {
    if (message.kind === 'event') follower.onEvent(message.event);
    if (message.kind === 'reset') follower.onReset();
    if (message.kind === 'state') follower.onState(message.state);
  };
  const tell = (message: Message) => {
    if (message.kind === 'state') state = message.state;
    hear(message);
    channel.postMessage(message);
  };
  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    if (data.kind !== 'how is it') hear(data);
    else if (leads) channel.postMessage({ kind: 'state', state } satisfies Message);
  };
  channel.postMessage({ kind: 'how is it' } satisfies Message);
  const lead = async () => {
    leads = true;
    await stream(url, tell, stop.signal);
  };
  if ('locks' in navigator) {
    // Given up before it was its turn: nothing is wrong with that.
    navigator.locks.request(name, { signal: stop.signal }, lead).catch(() => {});
  } else {
    void lead();
  }
  return () => {
    stop.abort();
    channel.close();
  };
}

/** Reads the stream until it is told to stop. */
function stream(url: string, tell: (message: Message) => void, stop: AbortSignal): Promise<void> {
  return new Promise((end) => {
    let source: EventSource;
    let again: ReturnType<typeof setTimeout> | undefined;
    let last = '';
    const open = () => {
      source = new EventSource(last === '' ? url : `${url}?after=${last}`);
      source.onopen = () => tell({ kind: 'state', state: 'live' });
      source.onmessage = ({ data, lastEventId }: MessageEvent<string>) => {
        last = lastEventId;
        const event: LiveEvent = JSON.parse(data);
        tell({ kind: 'event', event });
      };
      source.addEventListener('reset', ({ lastEventId }) => {
        last = lastEventId;
        tell({ kind: 'reset' });
      });
      source.onerror = () => {
        const isRefused = source.readyState === EventSource.CLOSED;
        tell({ kind: 'state', state: isRefused ? 'offline' : 'reconnecting' });
        if (isRefused) again = setTimeout(open, againMs);
      };
    };
    open();
    stop.addEventListener('abort', () => {
      clearTimeout(again);
      source.close();
      end();
    });
  });
}
