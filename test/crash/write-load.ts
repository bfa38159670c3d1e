import type { Random } from './random.ts';
import { itemCount, type Place } from './seed-plans.ts';

/** A write that was answered with success: the iteration by the name its dialect uses, and what it is from then on. */
export interface Acknowledged {
  readonly iteration: number | string;
  readonly version: number;
  readonly title: string;
  /** Where the items went, if the write closed the iteration. */
  readonly movedTo?: string;
}

/** Writes that were under way when the server went: each may have happened or not. */
export type Unanswered = Pick<Acknowledged, 'iteration'> & { readonly closes?: boolean };

/** Simultaneous writers, and what they were told. */
export interface WriteLoad {
  readonly acknowledged: readonly Acknowledged[];
  readonly unanswered: readonly Unanswered[];
  /** Answers that no writer should ever get. */
  readonly surprises: readonly string[];
  /** Settles when every writer has lost its connection. */
  readonly ended: Promise<void>;
}

interface Caller {
  readonly random: Random;
  readonly nextTitle: () => string;
  /** Sends a write; its answer is noted before anyone acts on it. Throws when the server is gone. */
  readonly write: (request: Write) => Promise<{ json: any; version: number }>;
}

interface Write {
  readonly method: 'POST' | 'PATCH';
  readonly path: string;
  readonly body: Record<string, unknown>;
  /** The version that must be the present one. */
  readonly version?: number;
  /** The iteration that is changed; absent when one is made. */
  readonly iteration?: number | string;
  readonly title: string;
  readonly movedTo?: string;
}

/**
 * Starts three writers for each place: one edits its own iteration, always naming the version it was given last; one
 * edits what all edit, and makes new ones; one closes the iteration that holds the items into a new one, again and again.
 */
export function startLoad(
  url: string,
  token: string,
  places: readonly Place[],
  at: { readonly cycle: number; readonly random: Random; readonly ownVersions: readonly number[] },
): WriteLoad {
  const acknowledged: Acknowledged[] = [];
  const unanswered = new Set<Unanswered>();
  const surprises: string[] = [];
  let titles = 0;
  const headers = { authorization: `Bearer ${token}`, 'x-org-id': '1', 'content-type': 'application/json' };

  const write: Caller['write'] = async ({ method, path, body, version, iteration, title, movedTo }) => {
    const pending = { iteration: iteration ?? title, ...(movedTo === undefined ? {} : { closes: true }) };
    unanswered.add(pending);
    const answer = await fetch(url + path, {
      method,
      headers: version === undefined ? headers : { ...headers, 'if-match': `"${version}"` },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    unanswered.delete(pending);
    if (!answer.ok) {
      surprises.push(`${method} ${path}: ${answer.status} ${text}`);
      throw new Error('surprised');
    }
    const json = JSON.parse(text);
    const now = Number(/^"(\d+)/.exec(answer.headers.get('etag') ?? '')?.[1]);
    acknowledged.push({
      iteration: iteration ?? json.id,
      version: now,
      title,
      ...(movedTo === undefined ? {} : { movedTo }),
    });
    if (movedTo !== undefined && json.moved_cards?.length !== itemCount) {
      surprises.push(`${path} moved ${json.moved_cards?.length} of ${itemCount} items`);
    }
    return { json, version: now };
  };

  const nextTitle = () => {
    titles += 1;
    return `Cycle ${at.cycle} write ${titles}`;
  };
  const caller = { random: at.random, nextTitle, write };
  const writers = places.flatMap((place, number) => [
    editOwn(caller, place, at.ownVersions[number] ?? 1),
    editShared(caller, place),
    closeOnwards(caller, place),
  ]);
  const ended = Promise.allSettled(writers).then(() => {});
  return { acknowledged, unanswered: unansweredList(unanswered), surprises, ended };
}

async function editOwn({ write, nextTitle }: Caller, { own }: Place, first: number): Promise<never> {
  for (let version = first; ; ) {
    const title = nextTitle();
    const answer = await write({
      method: 'PATCH',
      path: `/v3/sprints/${own}`,
      body: { name: title },
      version,
      iteration: own,
      title,
    });
    if (answer.version !== version + 1) throw new Error(`Version ${answer.version} after ${version}`);
    version = answer.version;
  }
}

async function editShared({ write, nextTitle, random }: Caller, { shared, boardId }: Place): Promise<never> {
  for (;;) {
    const title = nextTitle();
    if (random.below(4) > 0) {
      const path = `/v3/sprints/${shared}`;
      await write({ method: 'PATCH', path, body: { name: title }, iteration: shared, title });
    } else {
      const body = { name: title, board: { id: boardId }, startDate: null, endDate: null };
      await write({ method: 'POST', path: '/v3/sprints', body, title });
    }
  }
}
