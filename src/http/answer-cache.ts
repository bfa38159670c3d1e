/** An answer as it goes out. */
export interface KeptAnswer {
  readonly revision: number;
  readonly etag: string;
  /** Short ones are text, which goes out in one piece with the headers; long ones are bytes, which need no encoding. */
  readonly payload: string | Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

/** A cache of finished answers, each valid while the revision it was made at is the present one. */
export interface AnswerCache {
  readonly find: (key: string, revision: number) => KeptAnswer | undefined;
  readonly keep: (key: string, answer: KeptAnswer) => void;
}

const maxBytes = 16_000_000;

/** Keeps the most recently used answers, up to about 16 MB in all. */
export function answerCache(): AnswerCache {
  const kept = new Map<string, KeptAnswer>();
  let bytes = 0;
  const drop = (key: string) => {
    const answer = kept.get(key);
    if (answer === undefined) return;
    bytes -= sizeOf(key, answer);
    kept.delete(key);
  };
  return {
    find: (key, revision) => {
      const answer = kept.get(key);
      if (answer === undefined) return undefined;
      if (answer.revision !== revision) {
        drop(key);
        return undefined;
      }
      kept.delete(key);
      kept.set(key, answer);
      return answer;
    },
    keep: (key, answer) => {
      drop(key);
      const size = sizeOf(key, answer);
      if (size > maxBytes / 16) return;
      kept.set(key, answer);
      bytes += size;
      for (const oldest of kept.keys()) {
        if (bytes <= maxBytes) break;
        drop(oldest);
      }
    },
  };
}

/** The key counts too, as callers choose it, and something for what holds the two together. */
function sizeOf(key: string, answer: KeptAnswer): number {
  return key.length + answer.payload.length + JSON.stringify(answer.headers).length + 200;
}
