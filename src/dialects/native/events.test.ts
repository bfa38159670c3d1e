import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';
import { liveStreams } from './live-streams.ts';

describe.each(engines)('Native live events, on %s', (engine) => {
  const test = useTestServer(engine);
  const open = new Set<AbortController>();
  afterEach(() => {
    for (const each of open) each.abort();
    open.clear();
  });
  let address: string | undefined;
  async function base(): Promise<string> {
    if (address === undefined) {
      await test().server.listen({ host: '127.0.0.1', port: 0 });
      const { port } = test().server.server.address() as AddressInfo;
      address = `http://127.0.0.1:${port}/native/v1`;
    }
    return address;
  }

  /** A stream that is read until its text has something, or until it ends. */
  async function listen(headers: Record<string, string> = {}, token = test().token, search = '') {
    const abort = new AbortController();
    open.add(abort);
    const answer = await fetch(`${await base()}/events${search}`, {
      headers: { authorization: `Bearer ${token}`, ...headers },
      signal: abort.signal,
    });
    let text = '';
    let hasEnded = false;
    const reading = (async () => {
      const decoder = new TextDecoder();
      for await (const chunk of answer.body ?? []) text += decoder.decode(chunk, { stream: true });
      hasEnded = true;
    })().catch(() => {});
    const until = async (isThere: () => boolean) => {
      const end = Date.now() + 10_000;
      while (!isThere() && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 20));
      expect([text, isThere()]).toEqual([text, true]);
    };
    return {
      answer,
      has: (part: string) => until(() => text.includes(part)),
      ended: async () => {
        await until(() => hasEnded);
        await reading;
      },
      close: () => abort.abort(),
      events: () =>
        text
          .split('\n\n')
          .filter((each) => /^id: \d+\ndata: /.test(each))
          .map((each) => ({
            id: Number(/^id: (\d+)/.exec(each)?.[1]),
            ...JSON.parse(each.split('\ndata: ')[1] ?? ''),
          })),
      text: () => text,
    };
  }
  const addProject = async (title = 'Alpha') => test().actions.createProject(test().admin, { title });
  const addItem = (projectId: number, title: string) =>
    test().actions.createItem(test().admin, { project: { id: projectId }, fields: { title } });

  it('are told as they happen, numbered, and thin', async () => {
    const { id } = await addProject();
    const stream = await listen();
    expect([stream.answer.status, stream.answer.headers.get('content-type')]).toEqual([
      200,
      'text/event-stream; charset=utf-8',
    ]);
    expect(stream.answer.headers.get('x-accel-buffering')).toBe('no');
    expect(stream.answer.headers.get('cache-control')).toBe('no-store');
    await stream.has('retry: 3000\n\n');
    const item = await addItem(id, 'Secret plan');
    await stream.has('item.created');
    expect(stream.events()).toEqual([
      {
        id: expect.any(Number),
        sequence: expect.any(Number),
        at: expect.stringMatching(/Z$/),
        kind: 'item.created',
        actorId: test().admin.actor.userId,
        projectId: id,
        iterationId: null,
        itemId: item.id,
      },
    ]);
    expect(stream.text()).not.toContain('Secret plan');
  });

  it('go on behind the event that the reader had last, each once and in order', async () => {
    const { id } = await addProject();
    const first = await listen();
    await addItem(id, 'A');
    await first.has('item.created');
    const last = first.events()[0]?.id;
    first.close();
    for (const title of ['B', 'C', 'D']) await addItem(id, title);
    const again = await listen({ 'last-event-id': String(last) }, test().token, '?after=1');
    await addItem(id, 'E');
    const expected = [1, 2, 3, 4].map((step) => last + step);
    await again.has(`id: ${last + 4}\n`);
    expect(again.events().map((each) => each.id)).toEqual(expected);
    const byQuery = await listen({}, test().token, `?after=${last}`);
    await byQuery.has(`id: ${last + 4}\n`);
    expect(byQuery.events().map((each) => each.id)).toEqual(expected);
  });

  it('begin anew for a number that is none, or that is yet to come', async () => {
    for (const wrong of ['x', '-1', '999999999']) {
      const stream = await listen({ 'last-event-id': wrong });
      await stream.has('event: reset\ndata: {"sequence":');
      expect(stream.events()).toEqual([]);
    }
  });

  it('are told to those alone who can see the project', async () => {
    const [seen, hidden] = [await addProject('Seen'), await addProject('Hidden')];
    const { token } = await test().addPerson(`guest-${engine}`, null);
    const login = `guest-${engine}`;
    await test().actions.setProjectRole(test().admin, { login, projectId: seen.id, role: 'viewer' });
    const other = await test().addOrganization(`other-${engine}`);
    // A token that was just looked up is trusted for a second.
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const [guest, stranger, admin] = [await listen({}, token), await listen({}, other.token), await listen()];
    await addItem(hidden.id, 'X');
    await addItem(seen.id, 'Y');
    await guest.has('item.created');
    await admin.has(`"projectId":${seen.id}`);
    expect(guest.events().map((each) => each.projectId)).toEqual([seen.id]);
    expect(admin.events().map((each) => each.projectId)).toEqual([hidden.id, seen.id]);
    expect(stranger.events()).toEqual([]);
  });

  it('end within five seconds once a token is revoked, or sees other projects', async () => {
    const { token, caller } = await test().addPerson(`leaver-${engine}`, 'viewer');
    const { token: guestToken } = await test().addPerson(`mover-${engine}`, null);
    const [leaver, mover] = [await listen({}, token), await listen({}, guestToken)];
    const { id: projectId } = await addProject();
    await test().actions.revokeToken(test().admin, { id: caller.actor.tokenId ?? 0 });
    await test().actions.setProjectRole(test().admin, { login: `mover-${engine}`, projectId, role: 'viewer' });
    const begin = Date.now();
    await Promise.all([leaver.ended(), mover.ended()]);
    expect(Date.now() - begin).toBeLessThan(5000);
    expect((await listen({}, token)).answer.status).toBe(401);
    expect((await listen({}, guestToken)).answer.status).toBe(200);
  });

  it('are limited to five streams a token', async () => {
    const { token } = await test().addPerson(`greedy-${engine}`, 'viewer');
    const all = [];
    for (let count = 0; count < 6; count += 1) all.push(await listen({}, token));
    expect(all.map(({ answer }) => answer.status)).toEqual([200, 200, 200, 200, 200, 429]);
    expect(all[5]?.answer.headers.get('retry-after')).toBe('30');
    all[0]?.close();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect((await listen({}, token)).answer.status).toBe(200);
  });

  it('need somebody who is known, and answer no HEAD', async () => {
    const url = `${await base()}/events`;
    expect((await fetch(url)).status).toBe(401);
    const head = await fetch(url, { method: 'HEAD', headers: { authorization: `Bearer ${test().token}` } });
    expect(head.status).toBe(405);
  });

  it('keep a quiet stream alive, and cut off a reader that does not keep up', async () => {
    const { id } = await addProject();
    const streams = liveStreams(test().actions, console.error, { lookMs: 10, rightsMs: 1000, heartbeatMs: 30 });
    let text = '';
    let waiting = 0;
    let hasEnded = false;
    const listening = { caller: test().admin, proof: { token: test().token }, after: null };
    const sink = {
      write: (more: string) => {
        text += more;
      },
      waiting: () => waiting,
      end: () => {
        hasEnded = true;
      },
    };
    await streams.open({ ...listening, sink });
    const until = async (isThere: () => boolean) => {
      while (!isThere()) await new Promise((resolve) => setTimeout(resolve, 5));
    };
    await until(() => /: alive\nid: \d+\n\n/.test(text));
    expect(hasEnded).toBe(false);
    waiting = 2_000_000;
    await addItem(id, 'A');
    await until(() => hasEnded);
    streams.end();
  });

  it('miss nothing and tell nothing twice, whenever a reader comes and goes', async () => {
    const { id } = await addProject();
    const streams = liveStreams(test().actions, console.error, { lookMs: 3, rightsMs: 1000, heartbeatMs: 7 });
    const begin = await test().actions.getRevision(test().admin, { projectId: null });
    const items = 60;
    const writing = (async () => {
      for (let count = 0; count < items; count += 1) await addItem(id, `Item ${count}`);
    })();
    const read: number[] = [];
    for (let last = begin; last < begin + items; ) {
      let text = '';
      const sink = {
        write: (more: string) => {
          text += more;
        },
        waiting: () => 0,
        end: () => {},
      };
      const listening = { caller: test().admin, proof: { token: test().token }, after: last, sink };
      const { close } = await streams.open(listening);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 15));
      close();
      read.push(...[...text.matchAll(/id: (\d+)\ndata/g)].map(([, seq]) => Number(seq)));
      last = Number([...text.matchAll(/id: (\d+)\n/g)].at(-1)?.[1] ?? last);
    }
    await writing;
    expect(read).toEqual(Array.from({ length: items }, (_, place) => begin + 1 + place));
    streams.end();
  });

  it('end with the server', async () => {
    const stream = await listen();
    expect(stream.answer.status).toBe(200);
    await test().server.close();
    await stream.ended();
  });
});
