import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';
import { type Played, playSprint12, prepareSprint12 } from '../../../test/support/play-sprint-12.ts';

describe.each(engines)('Native profiles, on %s', (engine) => {
  const test = useTestServer(engine);
  let played: Played;
  beforeAll(async () => {
    played = await playSprint12(test());
  });
  afterAll(() => test().setClock(null));
  const get = (path: string, token = test().token) =>
    test().send('GET', `/native/v1/iterations/${path}`, { headers: { authorization: `Bearer ${token}` } });
  const profiles = async (query = '', id = played.iterationId) => {
    const answer = await get(`${id}/profiles${query}`);
    expect([answer.status, answer.text]).toEqual([200, expect.any(String)]);
    return answer.json();
  };
  const sumOf = (amounts: { points: number; items: number }[]) =>
    amounts.reduce((sum, { points, items }) => ({ points: sum.points + points, items: sum.items + items }), {
      points: 0,
      items: 0,
    });

  it('tell what a sprint comes to by every tool, native ones as the statement does', async () => {
    const told = await profiles();
    const by = Object.fromEntries(told.profiles.map(({ profile, ...rest }: any) => [profile, rest]));
    const { commitment, scope, remaining, closing } = (await get(`${played.iterationId}/figures`)).json();
    expect(by.native.figures).toMatchObject({
      commitment,
      scope,
      incomplete: remaining,
      completed: closing.velocity,
      kept: closing.kept,
    });
    expect(by.native.reliability).toEqual(closing.sayDo);
    expect(by.jira.figures).toMatchObject({ commitment: { points: 24 }, completed: { points: 24 }, kept: null });
    expect(by.dx.reliability.points).toBe(1);
    expect(by.linear.progress.points).toBeCloseTo(0.7206, 4);
    expect(by.linear_counting_unestimated.progress.points).toBeCloseTo(0.7286, 4);
    expect(by.azure.figures.incomplete).toEqual({ points: 10, items: 2 });
    expect(by.taiga.figures.commitment.points).toBe(35);
    expect(by.plane.figures.commitment.items).toBe(8);
    expect(by.kaiten).toMatchObject({ figures: { completed: { points: 24, items: 5 } }, progress: null });
    for (const { change, parts } of told.differences) {
      expect(sumOf(parts.map((part: any) => part.change))).toEqual(change);
    }
  });

  it('name of a difference the rule, the items and the events', async () => {
    const { profiles: both, differences } = await profiles('?profiles=taiga,jira');
    expect(both.map(({ profile }: any) => profile)).toEqual(['taiga', 'jira']);
    expect(differences).toHaveLength(1);
    expect(differences[0]).toMatchObject({
      from: 'taiga',
      to: 'jira',
      figure: 'commitment',
      before: { points: 35, items: 8 },
      after: { points: 24, items: 7 },
      change: { points: -11, items: -1 },
    });
    const shares = differences[0].parts.map(({ rule, item, change }: any) => [item.title, rule, change.points]);
    expect(shares).toEqual([
      ['B', 'baseline', -5],
      ['D', 'baseline', 5],
      ['F', 'baseline', -3],
      ['G', 'baseline', -8],
    ]);
    const [added] = (await get(`${played.iterationId}/explain?term=removed`)).json().events;
    expect(differences[0].parts[1].events).toEqual([{ seq: added.seq, at: added.at, kind: 'removed' }]);
    expect((await profiles('?profiles=native,jira')).differences).toEqual([]);
  });

  it('tell the parts of all differences in pages, each once and in order', async () => {
    const whole = await profiles();
    const parts = new Map<string, unknown[]>(whole.differences.map((each: any) => [`${each.to} ${each.figure}`, []]));
    let next: string | null = '';
    for (let pages = 0; next !== null; pages += 1) {
      const page: any = await profiles(`?limit=7${next === '' ? '' : `&cursor=${next}`}`);
      expect(pages).toBeLessThan(50);
      for (const { to, figure, parts: some } of page.differences) parts.get(`${to} ${figure}`)?.push(...some);
      expect(page.differences.map(({ change, partCount }: any) => [change, partCount])).toEqual(
        whole.differences.map(({ change, parts: all }: any) => [change, all.length]),
      );
      next = page.next;
    }
    expect([...parts.values()]).toEqual(whole.differences.map((each: any) => each.parts));
    expect(whole.next).toBeNull();
    expect((await get(`${played.iterationId}/profiles?limit=1001`)).status).toBe(400);
  });

  it('stay those of the close, whatever is finished later', async () => {
    const before = await profiles();
    await played.change('A', '2026-04-05 10:00', { to: 'queued' });
    expect(await profiles()).toEqual(before);
  });

  it('are those of the plan before the start', async () => {
    const { iterationId } = await prepareSprint12(test());
    const { profiles: both } = await profiles('?profiles=native,taiga', iterationId);
    expect(both.map(({ figures }: any) => figures.commitment)).toEqual([
      { points: 24, items: 7 },
      { points: 24, items: 7 },
    ]);
  });

  it('do not name items of projects that the caller cannot see', async () => {
    const { actions, admin } = test();
    const hidden = await actions.createProject(admin, { title: 'Hidden' });
    const fields = { title: 'Secret', estimate: null };
    const item = await actions.createItem(admin, { project: { id: hidden.id }, fields });
    await actions.enterIteration(admin, {
      item: { id: item.id },
      iteration: { id: played.nextId },
      policy: { findsRemoved: false, findsGroups: false, leaves: 'same board', takesForeign: true },
    });
    const { token } = await test().addPerson(`guest-${engine}`, null);
    await actions.setProjectRole(admin, { login: `guest-${engine}`, projectId: played.projectId, role: 'viewer' });
    // Who somebody is is remembered for a moment.
    test().setClock(null);
    const path = `${played.nextId}/profiles?profiles=linear,linear_counting_unestimated`;
    const answer = await get(path, token);
    expect(answer.json().differences).toMatchObject([
      { figure: 'scope', change: { points: 1 }, parts: [{ rule: 'unestimated', item: null }] },
    ]);
    expect(answer.text).not.toContain('Secret');
    expect((await get(path)).text).toContain('Secret');
  });

  it('are found fault with only where there is such an iteration', async () => {
    const { token: stranger } = await test().addPerson(`stranger-${engine}`, null);
    expect((await get(`${played.iterationId}/profiles`, stranger)).status).toBe(404);
    expect((await get('99999/profiles?profiles=nobody')).status).toBe(404);
    for (const wrong of ['', 'nobody', 'native,native', 'native,', 'toString', 'x'.repeat(201)]) {
      const answer = await get(`${played.iterationId}/profiles?profiles=${wrong}`);
      expect([wrong, answer.status, answer.json().errors?.[0]?.parameter]).toEqual([wrong, 400, 'profiles']);
    }
  });
});
