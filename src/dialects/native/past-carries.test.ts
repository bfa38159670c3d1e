import { afterAll, describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useCloses } from '../../../test/support/use-closes.ts';

type Answer = readonly [path: string, status: number, body: string];

describe.each(engines)('Past instants of what was carried, on %s', (engine) => {
  const { test, ask, get, addProject, addIteration, start, addItem, change, close, reverse } = useCloses(engine);
  afterAll(() => test().setClock(null));
  const at = (text: string) => Date.parse(`${text.replace(' ', 'T')}:00Z`);
  const steer = (id: number, body: object) => get('PATCH', `/iterations/${id}`, body, { 'if-match': '*' });

  it('are answered as they were answered then, whatever became of items, iterations and receipts since', async () => {
    test().setClock(at('2026-03-01 09:00'));
    const [here, there] = [await addProject('Here'), await addProject('There')];
    const later = { start: '2026-03-16', end: '2026-03-27' };
    const release = await addIteration(here, 'Release', { kind: 'release' });
    const one = await start(here, 'One', { parentId: release });
    const two = await addIteration(here, 'Two', { ...later, parentId: release });
    const three = await addIteration(here, 'Three', later);
    const [steady, cut, whole, fickle, done] = [
      await addItem(here, one, { estimate: 8 }),
      await addItem(here, one, { estimate: 4 }),
      await addItem(here, one, { estimate: 8 }),
      await addItem(here, one, { estimate: 2 }),
      await addItem(here, one, { estimate: 1 }),
    ];
    const paths = [
      ...[steady, cut, whole, fickle, done].flatMap(({ id }) => [`/items/${id}/passport`, `/items/${id}/memberships`]),
      ...['live', 'ended', 'all'].map((selection) => `/iterations/${two}/memberships?selection=${selection}`),
      ...['memberships', 'statements', 'statements/2', 'statements/2/diff', 'receipts'].map(
        (what) => `/iterations/${one}/${what}`,
      ),
      ...[here, there].flatMap((id) => [`/projects/${id}/carried?least=1`, `/projects/${id}/carried?least=2&limit=1`]),
      `/iterations/${release}/history`,
      '/receipts/1',
    ];
    const answerOf = async (path: string) => {
      const { status, json } = await ask('GET', path);
      // Keys are those of now.
      const body =
        status === 200 ? JSON.stringify(json(), (name, value: unknown) => (name === 'key' ? '' : value)) : '';
      return [path, status, body] as const;
    };
    const recorded: { readonly asOf: string; readonly answers: readonly Answer[] }[] = [];
    const live = async (text: string, ...deeds: readonly (() => Promise<unknown>)[]) => {
      test().setClock(at(text));
      for (const deed of deeds) await deed();
      const asOf = encodeURIComponent(new Date(at(text) + 1).toISOString());
      const answers: Answer[] = [];
      for (const path of paths) answers.push(await answerOf(path));
      recorded.push({ asOf, answers });
    };
    let [taken, rest] = [0, 0];

    await live('2026-03-02 09:00');
    await live('2026-03-04 09:00', () => change(done.id, {}, { category: 'done' }));
    await live('2026-03-13 17:00', async () => {
      const items = [{ itemId: whole.id, to: 'split', donePart: 5, credit: 'donePart' }];
      taken = (await close(one, { nextIterationId: two, items })).id;
    });
    await live('2026-03-14 09:00', () => reverse(taken));
    await live('2026-03-14 10:00', async () => {
      const items = [{ itemId: cut.id, to: 'split', donePart: 1, credit: 'none' }];
      rest = (await close(one, { nextIterationId: two, items })).splits[0].childId;
      paths.push(`/items/${rest}/passport`);
    });
    await live('2026-03-16 09:00', () => steer(two, { status: 'active' }));
    await live(
      '2026-03-20 09:00',
      () => change(steady.id, { estimate: 5 }),
      () => change(fickle.id, {}, { category: 'cancelled' }),
      () => change(done.id, {}, { category: 'queued' }),
      () => get('POST', `/iterations/${one}/restatements`, { reason: 'It was not done' }),
    );
    await live('2026-03-27 17:00', () => close(two, { nextIterationId: three }));
    await live(
      '2026-03-28 09:00',
      () => change(fickle.id, {}, { category: 'in_progress' }),
      () => change(whole.id, { assignee: { id: test().admin.actor.userId } }),
      () => change(rest, { parent: { id: steady.id } }),
      () => steer(three, { status: 'active', parentId: release }),
    );
    await live('2026-03-30 09:00', async () => {
      const item = { id: whole.id };
      await test().actions.transferItem(test().admin, { item, to: { id: there }, begins: true, fields: {} });
    });
    await live('2026-04-01 09:00', () => change(whole.id, {}, { category: 'done' }));
    await live('2026-04-02 09:00', () => steer(one, { status: 'archived' }));
    await live('2026-04-02 10:00', () => steer(three, { status: 'closed' }));
    test().setClock(at('2026-05-01 10:00'));
    await change(steady.id, {}, { category: 'done' });
    await steer(one, { status: 'closed' });

    expect(new Set(recorded.map(({ answers }) => JSON.stringify(answers))).size).toBe(recorded.length);
    for (const { asOf, answers } of recorded) {
      for (const [path, ...answer] of answers) {
        const again = await answerOf(`${path}${path.includes('?') ? '&' : '?'}asOf=${asOf}`);
        expect([path, asOf, ...again.slice(1)]).toEqual([path, asOf, ...answer]);
      }
    }
    expect((await ask('GET', `/items/${rest}/passport?asOf=2026-03-02T00:00:00Z`)).status).toBe(404);
    expect((await get('GET', `/items/${rest}/passport`)).stays[0].in.how).toBe('split');
  });
});
