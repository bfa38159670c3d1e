import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';
import { type Played, playSprint12, sprint12 } from '../../../test/support/play-sprint-12.ts';
import { addDays, isoInstant, startOfDayIn } from '../../domain/days.ts';

describe.each(engines)('Native explanations, on %s', (engine) => {
  const test = useTestServer(engine);
  let played: Played;
  beforeAll(async () => {
    played = await playSprint12(test());
  });
  afterAll(() => test().setClock(null));
  const get = (query = '', id: number | string = played.iterationId, token = test().token) =>
    test().send('GET', `/native/v1/iterations/${id}/explain${query}`, {
      headers: { authorization: `Bearer ${token}` },
    });
  const explain = async (query = '') => (await get(query)).json();
  const titles = ({ events }: { events: { item: { title: string } }[] }) => events.map(({ item }) => item.title);

  it('tell of what remains as the sum of its terms: 24 + 11 − 5 − 1 + 5 − 27 + 3 = 10', async () => {
    const { remaining, terms } = await explain();
    expect(remaining).toEqual({ points: 10, items: 2 });
    const signed = terms.map(({ term, sign, amount }: any) => [term, sign * amount.points]);
    expect(Object.fromEntries(signed)).toEqual({
      commitment: 24,
      added: 11,
      removed: -5,
      cancelled: -1,
      restored: 0,
      raised: 5,
      lowered: -0,
      completed: -27,
      reopened: 3,
      addedDone: 0,
      removedDone: 0,
    });
  });

  it('name the events of a term, with who, when and which item', async () => {
    const completed = await explain('?term=completed');
    expect(titles(completed)).toEqual(['C', 'A', 'I', 'C', 'B', 'F']);
    expect(completed.events[3]).toEqual({
      term: 'completed',
      seq: expect.any(Number),
      at: '2026-03-30T22:30:00.000Z',
      day: '2026-03-31',
      amount: { points: 3, items: 1 },
      actor: { id: expect.any(Number), uid: expect.any(String), name: 'Admin of acme' },
      item: { id: played.itemId('C'), key: expect.any(String), title: 'C' },
    });
    const commitment = await explain('?term=commitment');
    expect(titles(commitment)).toEqual(['A', 'B', 'C', 'D', 'E', 'H', 'I']);
    expect(new Set(commitment.events.map(({ day }: any) => day))).toEqual(new Set([null]));
  });

  it('tell of one day what moved on it, and of a past instant what was known then', async () => {
    const day = await explain('?day=2026-03-27');
    expect(day.remaining).toEqual({ points: 6, items: 2 });
    expect(day.events.map(({ term, item }: any) => [term, item.title])).toEqual([
      ['reopened', 'C'],
      ['added', 'F'],
    ]);
    for (const { day: each, remaining } of sprint12.days) {
      const asOf = isoInstant(startOfDayIn(sprint12.zone, addDays(each, 1)));
      expect((await explain(`?asOf=${asOf}`)).remaining).toEqual({ points: remaining[0], items: remaining[1] });
    }
  });

  it('come in pages', async () => {
    const whole = await explain();
    const pages = [await explain('?limit=9')];
    while (pages.at(-1).next !== null) pages.push(await explain(`?limit=9&cursor=${pages.at(-1).next}`));
    expect(pages).toHaveLength(3);
    expect(pages.flatMap(({ events }) => events)).toEqual(whole.events);
  });

  it('tell each item of those that were carried all at once', async () => {
    const next = (await get('', played.nextId)).json();
    expect(next.remaining).toEqual({ points: 10, items: 2 });
    expect(titles(next).toSorted()).toEqual(['E', 'G']);
  });

  it('do not name items of projects that the caller cannot see', async () => {
    const { actions, admin } = test();
    const hidden = await actions.createProject(admin, { title: 'Hidden' });
    const item = await actions.createItem(admin, {
      project: { id: hidden.id },
      fields: { title: 'Secret', estimate: 1 },
    });
    await actions.enterIteration(admin, {
      item: { id: item.id },
      iteration: { id: played.nextId },
      policy: { findsRemoved: false, findsGroups: false, leaves: 'same board', takesForeign: true },
    });
    const { token } = await test().addPerson(`guest-${engine}`, null);
    await actions.setProjectRole(admin, { login: `guest-${engine}`, projectId: played.projectId, role: 'viewer' });
    // Who somebody is is remembered for a moment.
    test().setClock(null);
    const answer = await get('', played.nextId, token);
    expect(answer.json().remaining).toEqual({ points: 11, items: 3 });
    expect(answer.json().events.filter((event: any) => event.item === null)).toHaveLength(1);
    expect(answer.text).not.toContain('Secret');
  });

  it('are found fault with where they are asked for wrongly', async () => {
    for (const [query, parameter] of [
      ['?day=2026-02-30', 'day'],
      ['?term=velocity', 'term'],
      ['?limit=201', 'limit'],
      ['?cursor=x', 'cursor'],
      ['?asOf=now', 'asOf'],
    ]) {
      const answer = await get(query);
      expect([query, answer.status, answer.json().errors?.[0]?.parameter]).toEqual([query, 400, parameter]);
    }
    expect((await get('?day=x', 99_999)).status).toBe(404);
  });
});
