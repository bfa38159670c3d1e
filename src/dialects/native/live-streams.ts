import type { Actions, Caller, Proof } from '../../actions/index.ts';
import { type Actor, administeredProjects, visibleProjects } from '../../domain/access.ts';
import { Refusal } from '../../domain/refusal.ts';
import { beginning, eventText, heartbeatText, resetText } from './events.wire.ts';

/** Where a stream's text goes. */
export interface Sink {
  readonly write: (text: string) => void;
  /** Bytes that were written and have not gone out. */
  readonly waiting: () => number;
  readonly end: () => void;
}

/** Who is to be told of what. */
export interface Listening {
  readonly caller: Caller;
  /** What the caller proved itself with; it is asked for again and again. */
  readonly proof: Proof;
  /** The last event that the reader has; null begins with what happens from now on, undefined is a number that is none. */
  readonly after: number | null | undefined;
  readonly sink: Sink;
}

/** How often things are looked at, in milliseconds. */
interface Pace {
  readonly lookMs: number;
  readonly rightsMs: number;
  readonly heartbeatMs: number;
}
const usualPace: Pace = { lookMs: 250, rightsMs: 2000, heartbeatMs: 15_000 };

/** How much a reader may miss before it has to read everything anew. */
const longestReplay = 10_000;
const replayPage = 1000;
/** A reader that takes its events slower than they come is cut off at so many bytes; it comes back for the rest. */
const longestBuffer = 1_048_576;
const mostStreams = 2000;
const mostOfOneToken = 5;
const mostOfOnePerson = 8;

/** Those who see the same events. */
interface Channel {
  readonly caller: Caller;
  readonly streams: Set<Stream>;
  /** Everything up to here was told. */
  last: number;
}

interface Stream {
  readonly key: string;
  readonly holder: string;
  readonly listening: Listening;
  /** Where it was when it joined its channel: it may be further than that has looked. */
  joinedAt: number;
}

/**
 * Tells of events as they happen, whichever process commits them: each organization's newest number is looked at four
 * times a second while somebody listens, which costs one read of a row. Whoever's rights change is cut off, and comes
 * back with the new ones.
 */
export function liveStreams(actions: Actions, failed: (error: unknown) => void, pace: Pace = usualPace) {
  const channels = new Map<string, Channel>();
  const streams = new Set<Stream>();
  let timers: NodeJS.Timeout[] = [];

  const close = (stream: Stream) => {
    streams.delete(stream);
    const channel = channels.get(stream.key);
    channel?.streams.delete(stream);
    if (channel?.streams.size === 0) channels.delete(stream.key);
    if (streams.size > 0) return;
    for (const timer of timers) clearInterval(timer);
    timers = [];
  };
  const end = (stream: Stream) => {
    close(stream);
    stream.listening.sink.end();
  };
  const tell = (stream: Stream, text: string) => {
    if (!streams.has(stream)) return;
    stream.listening.sink.write(text);
    if (stream.listening.sink.waiting() > longestBuffer) end(stream);
  };

  const look = async (channel: Channel) => {
    const revision = await actions.getRevision(channel.caller, { projectId: null });
    const from = channel.last;
    if (revision <= from) return;
    const events = await actions.listEventLog(channel.caller, {
      of: 'everything',
      from: { after: from },
      limit: replayPage,
    });
    // A look that was begun before the last reader left and the next one came may have been quicker.
    if (channel.last !== from) return;
    const newest = events.at(-1)?.seq ?? revision;
    // What is newer than the page comes next time; what the reader may not see is passed over.
    channel.last = events.length === replayPage ? newest : Math.max(newest, revision);
    const texts = events.map((event) => ({ seq: event.seq, text: eventText(event) }));
    for (const stream of channel.streams) {
      const text = texts.map((each) => (each.seq > stream.joinedAt ? each.text : '')).join('');
      if (text !== '') tell(stream, text);
    }
  };
  const checkRights = async (stream: Stream) => {
    try {
      const { actor } = await actions.authenticate(stream.listening.proof);
      if (keyOf(actor) !== stream.key) end(stream);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.code === 'unauthenticated') end(stream);
    }
  };
  const begin = () => {
    timers = [
      every(pace.lookMs, async () => {
        for (const channel of channels.values()) await look(channel);
      }),
      every(pace.rightsMs, async () => {
        for (const stream of streams) await checkRights(stream);
      }),
      every(pace.heartbeatMs, async () => {
        for (const channel of channels.values()) {
          for (const stream of channel.streams) tell(stream, heartbeatText(Math.max(channel.last, stream.joinedAt)));
        }
      }),
    ];
  };
  /** Does something again and again, but never twice at once. */
  const every = (ms: number, work: () => Promise<void>) => {
    let isRunning = false;
    return setInterval(() => {
      if (isRunning) return;
      isRunning = true;
      work()
        .catch(failed)
        .finally(() => {
          isRunning = false;
        });
    }, ms).unref();
  };

  /** Brings a stream to where its channel is, and joins it. */
  const join = async (stream: Stream, from: number) => {
    const { caller } = stream.listening;
    for (let sent = from; streams.has(stream); ) {
      const channel = channels.get(stream.key);
      if (channel === undefined) {
        stream.joinedAt = sent;
        channels.set(stream.key, { caller, streams: new Set([stream]), last: sent });
        return;
      }
      if (sent >= channel.last) {
        stream.joinedAt = sent;
        channel.streams.add(stream);
        return;
      }
      const events = await actions.listEventLog(caller, { of: 'everything', from: { after: sent }, limit: replayPage });
      const behind = events.filter(({ seq }) => seq <= channel.last);
      tell(stream, behind.map(eventText).join(''));
      sent = events.length === replayPage && behind.length === replayPage ? (behind.at(-1)?.seq ?? sent) : channel.last;
    }
  };

  return {
    /**
     * Begins a stream. @throws Refusal rate_limited (the caller has too many), busy (the server has)
     */
    open: async (listening: Listening): Promise<{ readonly close: () => void }> => {
      const { caller, after } = listening;
      const { actor } = caller;
      const holder = actor.tokenId === null ? `person ${actor.userId}` : `token ${actor.tokenId}`;
      const stream: Stream = { key: keyOf(actor), holder, listening, joinedAt: 0 };
      if (streams.size >= mostStreams) throw new Refusal('busy', 'Too many streams are open', { retryAfter: 30 });
      const held = [...streams].filter((each) => each.holder === holder).length;
      if (held >= (actor.tokenId === null ? mostOfOnePerson : mostOfOneToken)) {
        throw new Refusal('rate_limited', 'You have too many streams open', { retryAfter: 30 });
      }
      if (streams.size === 0) begin();
      streams.add(stream);
      try {
        const now = await actions.getRevision(caller, { projectId: null });
        const isKnown = after !== undefined && (after === null || (after <= now && now - after <= longestReplay));
        tell(stream, beginning + (isKnown ? '' : resetText(now)));
        await join(stream, isKnown && after !== null ? after : now);
      } catch (error) {
        close(stream);
        throw error;
      }
      return { close: () => close(stream) };
    },
    /** Ends every stream. */
    end: () => {
      for (const stream of streams) end(stream);
    },
  };
}

function keyOf(actor: Actor): string {
  const lists = [visibleProjects(actor), administeredProjects(actor)];
  return `${actor.orgId} ${lists.map((list) => (list === 'all' ? list : list.join())).join(' ')}`;
}
