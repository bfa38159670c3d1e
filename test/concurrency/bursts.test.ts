import { beforeAll, describe, expect, it } from 'vitest';
import { readEvents } from '../../src/store/events.ts';
import { engines } from '../support/open-test-app.ts';
import { useTestServer } from '../support/open-test-server.ts';
import { countDeadlocks, doublyPlanned, driftedFigures } from './figures.ts';
import { endings, openPlan, type Plan, tally } from './plan.ts';

const times = <T>(count: number, deed: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => deed(i));

describe.each(engines)('a burst, on %s', (engine) => {
  const test = useTestServer(engine);
  let plan: Plan;
  beforeAll(async () => {
    plan = await openPlan(test());
  });

  it('of 20 edits that name the same version lets one through and tells nineteen', async () => {
    const id = await plan.addSprint();
    const answers = await Promise.all(times(20, (n) => plan.patch(id, { name: `Edit ${n}` }, { 'if-match': '"1"' })));
    expect(tally(answers.map((answer) => answer.status))).toEqual({ 200: 1, 412: 19 });
    const kept = await plan.patch(id, {}, { 'if-match': '"2"' });
    expect(kept.json().name).toBe(answers.find((answer) => answer.status === 200)?.json().name);
  });

  it('of 20 edits that name no version lets all through, each one version higher and told once', async () => {
    const id = await plan.addSprint();
    const heardBefore = test().heard.length;
    const answers = await Promise.all(times(20, (n) => plan.patch(id, { name: `Edit ${n}` })));
    expect(tally(answers.map((answer) => answer.status))).toEqual({ 200: 20 });
    const byVersion = answers.map((answer) => answer.json()).sort((a, b) => a.version - b.version);
    expect(byVersion.map((sprint) => sprint.version)).toEqual(times(20, (n) => n + 2));
    expect((await plan.patch(id, {})).json()).toMatchObject({ version: 21, name: byVersion.at(-1).name });
    const told = test().heard.slice(heardBefore);
    expect(told.map((event) => event.data['version'])).toEqual(times(20, (n) => n + 2));
  });

  it('of 32 editors who each re-read what they lost to makes one unbroken line of versions', async () => {
    const id = await plan.addSprint();
    const seen: number[] = [];
    await Promise.all(
      times(32, async (editor) => {
        let version = 1;
        for (let done = 0; done < 5; ) {
          const answer = await plan.patch(id, { name: `Edit ${done} of ${editor}` }, { 'if-match': `"${version}"` });
          if (answer.status === 200) {
            version = answer.json().version;
            seen.push(version);
            done += 1;
          } else {
            expect(answer.status).toBe(412);
            version = (await plan.patch(id, {})).json().version;
          }
        }
      }),
    );
    expect(seen.sort((a, b) => a - b)).toEqual(times(160, (n) => n + 2));
  }, 60_000);

  it('of A closing into B while B closes into A closes exactly one of them, 40 times over', async () => {
    for (let round = 0; round < 40; round += 1) {
      const [a, b] = [await plan.addSprint(), await plan.addSprint()];
      const ended = await endings([plan.closeInto(a, b), plan.closeInto(b, a)]);
      expect(tally(ended)).toEqual({ done: 1, target_not_open: 1 });
      expect([await plan.statusOf(a), await plan.statusOf(b)].sort()).toEqual(['active', 'closed']);
    }
  }, 60_000);

  it('of closes of one iteration closes it once and moves its items once', async () => {
    const [from, to] = [await plan.addSprint(), await plan.addSprint()];
    for (let count = 0; count < 3; count += 1) await plan.addItem(from);
    const ended = await endings(times(20, () => plan.closeInto(from, to)));
    expect(tally(ended)).toEqual({ done: 1, transition_not_allowed: 19 });
    expect(await plan.members(to)).toHaveLength(3);
  });

  it('of adds of one item to iterations of one board leaves it in exactly one of them', async () => {
    const [a, b] = [await plan.addSprint(), await plan.addSprint()];
    for (let round = 0; round < 20; round += 1) {
      const item = await plan.addItem();
      expect(tally(await endings([plan.enter(a, item), plan.enter(b, item)]))).toEqual({ done: 2 });
    }
    expect((await plan.members(a)).length + (await plan.members(b)).length).toBe(20);
    expect(await doublyPlanned(test().app.read)).toEqual([]);
  });

  it('of adds, finishes and closes around the same items never plans one twice', async () => {
    for (let round = 0; round < 20; round += 1) {
      const [a, b, c] = [await plan.addSprint(), await plan.addSprint(), await plan.addSprint()];
      const items = [await plan.addItem(), await plan.addItem(), await plan.addItem(a)];
      const ended = await endings([
        ...items.flatMap((item) => [plan.enter(a, item), plan.enter(b, item)]),
        plan.finish(items[0] ?? 0),
        plan.closeInto(a, c),
        plan.finish(items[2] ?? 0),
      ]);
      for (const each of ended) expect(['done', 'iteration_not_open']).toContain(each);
      expect(await plan.statusOf(a)).toBe('closed');
    }
    expect(await doublyPlanned(test().app.read)).toEqual([]);
    expect(await driftedFigures(test().app.read)).toEqual([]);
  }, 60_000);

  it('of a close and the removal of its target strands no item', async () => {
    const outcomes = new Set<string>();
    for (let round = 0; round < 40; round += 1) {
      const [from, to] = [await plan.addSprint(), await plan.addSprint()];
      await plan.addItem(from);
      const deeds = [() => plan.closeInto(from, to), () => plan.remove(to)];
      const [first, second] = round % 2 === 0 ? deeds : deeds.toReversed();
      const ended = await endings([first?.() ?? Promise.reject(), second?.() ?? Promise.reject()]);
      const closed = round % 2 === 0 ? ended[0] : ended[1];
      outcomes.add(closed ?? '');
      expect(await plan.statusOf(to)).toBe('removed');
      expect(await plan.members(to)).toEqual([]);
      expect(await plan.members(from)).toHaveLength(1);
      expect(await plan.statusOf(from)).toBe(closed === 'done' ? 'closed' : 'active');
    }
    expect([...outcomes].sort()).toEqual(['done', 'target_not_open']);
  }, 60_000);

  it('of 100 creates with one Idempotency-Key makes one sprint', async () => {
    const body = { name: 'Once', board: { id: plan.boardId }, startDate: null, endDate: null };
    const headers = { authorization: `OAuth ${test().token}`, 'x-org-id': '1', 'idempotency-key': 'burst' };
    const answers = await Promise.all(times(100, () => test().send('POST', '/v3/sprints', { body, headers })));
    expect(answers.map((answer) => answer.status).filter((status) => status !== 201 && status !== 409)).toEqual([]);
    const made = answers.filter((answer) => answer.status === 201);
    expect(new Set(made.map((answer) => answer.json().id)).size).toBe(1);
    expect(made.filter((answer) => answer.headers['idempotency-replayed'] !== 'true')).toHaveLength(1);
    const listed = await test().send('GET', `/v3/boards/${plan.boardId}/sprints`, { headers });
    expect(listed.json().filter((sprint: { name: string }) => sprint.name === 'Once')).toHaveLength(1);
  });

  it('of everything at once in one project is taken without the engine having to break a deadlock', async () => {
    const before = await countDeadlocks(test().app.read);
    const { actions, admin } = test();
    const sprints = await Promise.all(times(4, () => plan.addSprint()));
    const items = await Promise.all(times(8, () => plan.addItem(sprints[0])));
    const ended = await endings(
      times(40, async (n) => {
        const sprint = sprints[n % 4] ?? 0;
        await plan.enter(sprint, items[n % 8] ?? 0);
        await plan.patch(sprint, { endDate: `2026-05-${10 + (n % 20)}` });
        await plan.finish(items[(n + 3) % 8] ?? 0);
        await actions.createIteration(admin, {
          home: { projectId: plan.projectId },
          title: 'On top',
          fields: {},
          position: 0,
          policy: { moves: {}, refuseRepeatedClose: false, fixedWhenClosed: [], endAfterStart: 'day' },
        });
      }),
    );
    expect(tally(ended)).toEqual({ done: 40 });
    expect((await countDeadlocks(test().app.read)) - before).toBe(0);
  }, 60_000);

  it('leaves events without gaps that were all told, and figures that equal what they are kept for', async () => {
    const stored = await readEvents(test().app.read, 1, 0, 1_000_000);
    expect(stored.map((event) => event.seq)).toEqual(times(stored.length, (n) => n + 1));
    const heard = test().heard.filter((event) => event.orgId === 1);
    expect(heard.map((event) => event.seq).sort((a, b) => a - b)).toEqual(stored.map((event) => event.seq));
    expect(await driftedFigures(test().app.read)).toEqual([]);
    expect(await doublyPlanned(test().app.read)).toEqual([]);
  });
});
