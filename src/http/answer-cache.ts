/** An answer as it goes out. */
export interface KeptAnswer {
  readonly revision: number;
  readonly etag: string;
  /** Short ones are text, which goes out in one piece with the headers; long ones are kept as bytes, which need no encoding. */
  readonly payload: string | Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

/** A cache of finished answers, each valid while the revision it was made at is the present one. */
export interface AnswerCache {
  readonly find: (key: string, revision: number) => KeptAnswer | undefined;
  /** Keeps an answer if the same was asked for before, at whatever revision, and not long ago. */
  readonly keep: (key: string, answer: KeptAnswer) => void;
}

const maxBytes = 16_000_000;

/**
 * Keeps answers up to about 16 MB in all, in two halves: when the one that fills is full, it takes the place of the
 * other, out of which whatever is used has moved over meanwhile. So what is asked for again and again stays, and finding
 * it changes nothing: an order by last use would be rewritten by every request, which costs more than all else here.
 */
export function answerCache(): AnswerCache {
  let recent = new Map<string, KeptAnswer>();
  let earlier = new Map<string, KeptAnswer>();
  let bytes = 0;
  const isAskedAgain = doorkeeper();
  const store = (key: string, answer: KeptAnswer) => {
    const size = sizeOf(key, answer);
    if (size > maxBytes / 16) return;
    const replaced = recent.get(key);
    if (replaced !== undefined) bytes -= sizeOf(key, replaced);
    if (bytes + size > maxBytes / 2) {
      earlier = recent;
      recent = new Map();
      bytes = 0;
    }
    recent.set(key, answer);
    bytes += size;
  };
  return {
    find: (key, revision) => {
      const found = recent.get(key);
      if (found !== undefined) return found.revision === revision ? found : undefined;
      const answer = earlier.get(key);
      if (answer?.revision !== revision) return undefined;
      earlier.delete(key);
      store(key, answer);
      return answer;
    },
    keep: (key, answer) => {
      if (isAskedAgain(key, sizeOf(key, answer))) store(key, { ...answer, payload: asPayload(answer.payload) });
    },
  };
}

/**
 * Tells what is asked for again from what is asked for once, which would only push out the others. It remembers as many keys
 * as have answers that could be kept together, then begins anew.
 */
function doorkeeper(): (key: string, size: number) => boolean {
  const asked = new Set<string>();
  let bytes = 0;
  return (key, size) => {
    if (asked.has(key)) return true;
    bytes += size;
    if (bytes > maxBytes) {
      asked.clear();
      bytes = size;
    }
    asked.add(key);
    return false;
  };
}

/** Above this, in characters, the encoding at every send costs more than a second piece on the wire. */
const longText = 4096;

function asPayload(payload: string | Buffer): string | Buffer {
  return typeof payload === 'string' && payload.length > longText ? Buffer.from(payload) : payload;
}

/** The key counts too, as callers choose it, and something for what holds the two together. */
function sizeOf(key: string, answer: KeptAnswer): number {
  return key.length + answer.payload.length + JSON.stringify(answer.headers).length + 200;
}
