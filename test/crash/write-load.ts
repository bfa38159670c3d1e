import type { Random } from './random.ts';
import { itemCount, type Place } from './seed-plans.ts';

/** A write that was answered with success: which iteration, and what it is from then on. */
export interface Acknowledged {
  /** Its number, or its UUID where the write came through Kaiten. */
  readonly iteration: number | string;
  readonly version: number;
  readonly title: string;
  /** UUID of the iteration to which its items went, if the write closed it. */
  readonly movedTo?: string;
}

/** A write that was under way when the server went: it may have happened or not. */
export interface Unanswered {
  /** Absent when it was to make a new one. */
  readonly iteration?: number | string;
  readonly movedTo?: string;
}

/** What simultaneous writers were told. */
export interface Told {
  readonly acknowledged: readonly Acknowledged[];
  readonly unanswered: readonly Unanswered[];
  /** Answers that no writer should ever get. */
  readonly surprises: readonly string[];
}

/** Where each place's writers begin: the version of the own iteration, and the UUID of the one that holds the items. */
export interface Beginning {
  readonly ownVersion: number;
  readonly current: string;
}

type Write = (
  request: Unanswered & {
    readonly method: 'POST' | 'PATCH';
    readonly path: string;
    readonly body: Record<string, unknown>;
    readonly title: string;
    /** The version that must be the present one. */
    readonly version?: number;
  },
) => Promise<{ id: number | string; version: number }>;

interface Writer {
  readonly write: Write;
  readonly random: Random;
  readonly newTitle: () => string;
}

/**
 * Lets three writers work on each place until the server is gone: one edits its own iteration, always naming the version
 * it was given last; one edits what all edit, and makes new ones; one closes the iteration that holds the items into a
 * new one, again and again. Every writer notes an answer before it does anything else.
 */
export async function writeUntilGone(
  url: string,
  token: string,
  places: readonly Place[],
  at: { readonly cycle: number; readonly random: Random; readonly beginnings: readonly Beginning[] },
): Promise<Told> {
  const acknowledged: Acknowledged[] = [];
  const unanswered = new Set<Unanswered>();
  const surprises: string[] = [];
  const headers = { authorization: `Bearer ${token}`, 'x-org-id': '1', 'content-type': 'application/json' };

  const write: Write = async (request) => {
    const { method, path, body, version, title, iteration, movedTo } = request;
    unanswered.add(request);
    const condition = version === undefined ? {} : { 'if-match': `"${version}"` };
    const answer = await fetch(url + path, {
      method,
      headers: { ...headers, ...condition },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    unanswered.delete(request);
    if (!answer.ok) {
      surprises.push(`${method} ${path} was answered ${answer.status} ${text}`);
      throw new Error('Not as expected');
    }
    const json: { id: number | string; moved_cards?: unknown[] } = JSON.parse(text);
    const now = Number(/^"(\d+)/.exec(answer.headers.get('etag') ?? '')?.[1]);
    const move = movedTo === undefined ? {} : { movedTo };
    acknowledged.push({ iteration: iteration ?? json.id, version: now, title, ...move });
    if (movedTo !== undefined && json.moved_cards?.length !== itemCount) {
      surprises.push(`${path} moved ${json.moved_cards?.length} of ${itemCount} items`);
    }
    return { id: json.id, version: now };
  };

  let titles = 0;
  const newTitle = () => {
    titles += 1;
    return `Cycle ${at.cycle}, write ${titles}`;
  };
  const writer = { write, random: at.random, newTitle };
  const working = places.flatMap((place, number) => {
    const beginning = at.beginnings[number];
    if (beginning === undefined) throw new Error('A place without a beginning');
    return [
      editOwn(writer, place, beginning.ownVersion),
      editShared(writer, place),
      closeOnwards(writer, place, beginning.current),
    ];
  });
  await Promise.allSettled(working);
  return { acknowledged, unanswered: [...unanswered], surprises };
}

async function editOwn({ write, newTitle }: Writer, { own }: Place, first: number): Promise<never> {
  for (let version = first; ; ) {
    const title = newTitle();
    const body = { name: title };
    ({ version } = await write({ method: 'PATCH', path: `/v3/sprints/${own}`, body, version, iteration: own, title }));
  }
}

async function editShared({ write, newTitle, random }: Writer, { shared, boardId }: Place): Promise<never> {
  for (;;) {
    const title = newTitle();
    if (random.below(4) > 0) {
      await write({
        method: 'PATCH',
        path: `/v3/sprints/${shared}`,
        body: { name: title },
        iteration: shared,
        title,
      });
    } else {
      const body = { name: title, board: { id: boardId }, startDate: null, endDate: null };
      await write({ method: 'POST', path: '/v3/sprints', body, title });
    }
  }
}

async function closeOnwards({ write, newTitle }: Writer, { spaceUid }: Place, first: string): Promise<never> {
  const path = `/api/latest/spaces/${spaceUid}/iterations`;
  for (let current = first; ; ) {
    const title = newTitle();
    const dates = { start_date: '2026-04-06', finish_date: '2026-04-17' };
    const next = String((await write({ method: 'POST', path, body: { title, ...dates }, title })).id);
    const start = { status: 'active' };
    await write({ method: 'PATCH', path: `${path}/${next}`, body: start, iteration: next, title });
    const close = { status: 'closed', new_iteration_id: next };
    await write({
      method: 'PATCH',
      path: `${path}/${current}`,
      body: close,
      iteration: current,
      movedTo: next,
      title: '',
    });
    current = next;
  }
}
