import { beforeAll, describe, expect, it } from 'vitest';
import { findBookFaults } from '../../src/store/check-books.ts';
import { readEvents } from '../../src/store/events.ts';
import { engines } from '../support/open-test-app.ts';
import { useTestServer } from '../support/open-test-server.ts';
import { countDeadlocks, doublyPlanned } from './figures.ts';
import { openPlan, outcomeOf, type Plan, tally } from './plan.ts';

const times = <T>(count: number, deed: (index: number) => T): T[] => Array.from({ length: count }, (_, n) => deed(n));

describe.each(engines)('a burst, on %s', (engine) => {
  const test = useTestServer(engine);
  let plan: Plan;
  beforeAll(async () => {
    plan = await openPlan(test());
  });

  it('of 20 edits that name the same version lets one through and tells nineteen', async () => {
    const sprint = await plan.addSprint();
    const answers = await Promise.all(
      times(20, (n) => plan.edit(sprint, { name: `Edit ${n}` }, { 'if-match': '"1"' })),
    );
    expect(tally(answers)).toEqual({ 200: 1, 412: 19 });
    const kept = await plan.edit(sprint, {}, { 'if-match': '"2"' });
    expect(kept.json().name).toBe(answers.find(({ status }) => status === 200)?.json().name);
  });

  it('of 20 edits that name no version lets all through, each one version higher and told once', async () => {
    const sprint = await plan.addSprint();
    const heardBefore = test().heard.length;
    const answers = await Promise.all(times(20, (n) => plan.edit(sprint, { name: `Edit ${n}` })));
    expect(tally(answers)).toEqual({ 200: 20 });
    const byVersion = answers.map((answer) => answer.json()).sort((a, b) => a.version - b.version);
    expect(byVersion.map(({ version }) => version)).toEqual(times(20, (n) => n + 2));
    expect((await plan.edit(sprint, {})).json()).toMatchObject({ version: 21, name: byVersion.at(-1).name });
    const told = test().heard.slice(heardBefore);
    expect(told.map((event) => event.data['version'])).toEqual(times(20, (n) => n + 2));
  });

  it('of 32 editors who take up the newest version after each defeat leaves one unbroken line of versions', async () => {
    const sprint = await plan.addSprint();
    const seen: number[] = [];
    const defeats = new Set<number>();
    const edit = async (editor: number) => {
      let version = 1;
      for (let won = 0; won < 5; ) {
        const name = `Edit ${won} of ${editor}`;
        const answer = await plan.edit(sprint, { name }, { 'if-match': `"${version}"` });
        if (answer.status === 200) {
          version = answer.json().version;
          seen.push(version);
          won += 1;
        } else {
          defeats.add(answer.status);
          version = (await plan.edit(sprint, {})).json().version;
        }
      }
    };
    await Promise.all(times(32, edit));
    expect([...defeats]).toEqual([412]);
    expect(seen.sort((a, b) => a - b)).toEqual(times(160, (n) => n + 2));
  }, 60_000);

  it('of A closing into B while B closes into A closes one of them, 40 times over', async () => {
    for (let round = 0; round < 40; round += 1) {
      const [a, b] = [await plan.addSprint(), await plan.addSprint()];
      const answers = await Promise.all([plan.closeInto(a, b), plan.closeInto(b, a)]);
      expect(tally(answers)).toEqual({ 200: 1, '400 code 5': 1 });
      expect([await plan.statusOf(a), await plan.statusOf(b)].sort()).toEqual(['active', 'closed']);
    }
  }, 60_000);

  it('of closes of one iteration closes it once and moves its cards once', async () => {
    const [from, to] = [await plan.addSprint(), await plan.addSprint()];
    for (let count = 0; count < 3; count += 1) await plan.addItem(from);
    const answers = await Promise.all(times(20, () => plan.closeInto(from, to)));
    expect(tally(answers)).toEqual({ 200: 1, '400 code 1': 19 });
    expect(await plan.membersOf(to)).toHaveLength(3);
  });

  it('of adds of one item to two iterations of a board leaves it in one of them', async () => {
    const [a, b] = [await plan.addSprint(), await plan.addSprint()];
    for (let round = 0; round < 20; round += 1) {
      const item = await plan.addItem();
      expect(tally(await Promise.all([plan.enter(a, item), plan.enter(b, item)]))).toEqual({ 200: 2 });
    }
    expect((await plan.membersOf(a)).length + (await plan.membersOf(b)).length).toBe(20);
    expect(await doublyPlanned(test().app.read)).toEqual([]);
  });

  it('of adds, finishes and a close around the same items never plans one twice', async () => {
    for (let round = 0; round < 20; round += 1) {
      const [a, b, next] = [await plan.addSprint(), await plan.addSprint(), await plan.addSprint()];
      const items = [await plan.addItem(), await plan.addItem(), await plan.addItem(a)];
      const finishes = [items[0], items[2]].map((item) => plan.finish(item ?? { id: 0 }));
      const adds = items.flatMap((item) => [plan.enter(a, item), plan.enter(b, item)]);
      const closed = await plan.closeInto(a, next);
      for (const add of await Promise.all(adds)) expect(['200', '400 code 3']).toContain(outcomeOf(add));
      await Promise.all(finishes);
      expect(outcomeOf(closed)).toBe('200');
    }
    expect(await doublyPlanned(test().app.read)).toEqual([]);
    expect(await findBookFaults(test().app.read, 1)).toEqual([]);
  }, 60_000);

  it('of a close and the removal of its target strands no card', async () => {
    const outcomes = new Set<string>();
    for (let round = 0; round < 40; round += 1) {
      const [from, to] = [await plan.addSprint(), await plan.addSprint()];
      await plan.addItem(from);
      const close = plan.closeInto(from, to);
      for (let turn = 0; turn < round; turn += 1) await new Promise(setImmediate);
      expect((await plan.remove(to)).status).toBe(200);
      const closed = outcomeOf(await close);
      outcomes.add(closed);
      expect(await plan.statusOf(to)).toBe('removed');
      expect(await plan.membersOf(to)).toEqual([]);
      expect(await plan.membersOf(from)).toHaveLength(1);
      expect(await plan.statusOf(from)).toBe(closed === '200' ? 'closed' : 'active');
    }
    expect([...outcomes].sort()).toEqual(['200', '400 code 5']);
  }, 60_000);

  it('of 100 creates with one Idempotency-Key makes one sprint', async () => {
    const body = { name: 'Once', board: { id: plan.boardId }, startDate: null, endDate: null };
    const headers = { authorization: `OAuth ${test().token}`, 'x-org-id': '1', 'idempotency-key': 'burst' };
    const answers = await Promise.all(times(100, () => test().send('POST', '/v3/sprints', { body, headers })));
    expect(answers.filter(({ status }) => status !== 201 && status !== 409)).toEqual([]);
    const made = answers.filter(({ status }) => status === 201);
    expect(new Set(made.map((answer) => answer.json().id)).size).toBe(1);
    expect(made.filter((answer) => answer.headers['idempotency-replayed'] !== 'true')).toHaveLength(1);
    const listed = await test().send('GET', `/v3/boards/${plan.boardId}/sprints`, { headers });
    expect(listed.json().filter((sprint: { name: string }) => sprint.name === 'Once')).toHaveLength(1);
  });

  it('of everything at once in one project is taken', async () => {
    const { actions, admin } = test();
    const small = await openPlan(test());
    const sprints = await Promise.all(times(4, () => small.addSprint()));
    const items = await Promise.all(times(8, () => small.addItem(sprints[0])));
    const work = async (n: number) => {
      const [sprint, item, other] = [sprints[n % 4], items[n % 8], items[(n + 3) % 8]];
      if (sprint === undefined || item === undefined || other === undefined) throw new Error('nothing to work on');
      const entered = await small.enter(sprint, item);
      const edited = await small.edit(sprint, { endDate: `2026-05-${10 + (n % 20)}` });
      await small.finish(other);
      await actions.createIteration(admin, {
        home: { projectId: small.projectId },
        title: 'On top',
        fields: {},
        position: 0,
        policy: { moves: {}, refuseRepeatedClose: false, fixedWhenClosed: [], endAfterStart: 'day' },
      });
      return [entered, edited];
    };
    expect(tally((await Promise.all(times(40, work))).flat())).toEqual({ 200: 80 });
  }, 60_000);

  it('of any kind makes no deadlock', async () => {
    expect(await countDeadlocks(test().app.read)).toBe(0);
  });

  it('leaves events without gaps that were all told, and figures that equal what they are kept for', async () => {
    const stored = await readEvents(test().app.read, 1, 0, 1_000_000);
    expect(stored.map(({ seq }) => seq)).toEqual(times(stored.length, (n) => n + 1));
    const heard = test().heard.filter(({ orgId }) => orgId === 1);
    expect(heard.map(({ seq }) => seq).sort((a, b) => a - b)).toEqual(stored.map(({ seq }) => seq));
    expect(await findBookFaults(test().app.read, 1)).toEqual([]);
    expect(await doublyPlanned(test().app.read)).toEqual([]);
  });
});
