import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { march } from '../../../test/support/live-days.ts';
import { engines } from '../../../test/support/open-test-app.ts';
import { useCloses } from '../../../test/support/use-closes.ts';
import { checkBooks } from '../../actions/check-books.ts';
import type { Category } from '../../domain/ledger.ts';

interface Deed {
  readonly item: number;
  readonly what: Category | 'out' | 'in' | 'estimate';
  readonly points: number | null;
}
const deed: fc.Arbitrary<Deed> = fc.record({
  item: fc.nat(3),
  what: fc.constantFrom('queued', 'in_progress', 'done', 'cancelled', 'out', 'in', 'estimate'),
  points: fc.option(fc.integer({ min: 0, max: 9 })),
});

describe.each(engines)('A close that is dated back, on %s', (engine) => {
  const { test, ask, get, addProject, start, addItem, change, plan, tryClose, close, reverse } = useCloses(engine);
  afterEach(() => test().setClock(null));
  const friday = { finishedDay: '2026-03-13', unfinished: 'stay' };
  const amount = (points: number, items: number) => ({ points, items });
  const move = (id: number, iterations: object) =>
    test().actions.changeItem(test().admin, {
      item: { id },
      fields: {},
      iterations: { add: [], remove: [], ...iterations },
    });
  const figures = async (sprint: number) => {
    const { scope, done, remaining, commitment, columns, unestimated, closing } = await get(
      'GET',
      `/iterations/${sprint}/figures`,
    );
    return { scope, done, remaining, commitment, columns, unestimated, closing };
  };

  /** All that is told of it, now or before an instant, but for how often it was changed. */
  const shown = async (sprint: number, asOf = '') => {
    const paths = ['figures?', 'burndown?', 'explain?limit=200&'];
    const answers = await Promise.all(paths.map((path) => get('GET', `/iterations/${sprint}/${path}${asOf}`)));
    return answers.map(({ version, asOf: _, ...rest }) => rest);
  };

  it('counts what stood at the end of the day, tells what came too late, and takes it in when it is restated', async () => {
    test().setClock(march(3));
    const project = await addProject('Dated');
    const sprint = await start(project, 'One');
    const items = [];
    for (const estimate of [3, 5, 2, 8]) items.push((await addItem(project, sprint, { estimate })).id);
    const [a = 0, b = 0, c = 0, d = 0] = items;
    test().setClock(march(5));
    await change(a, {}, { category: 'done' });
    test().setClock(march(14));
    await change(b, {}, { category: 'done' });
    await change(a, {}, { category: 'queued' });
    await change(c, { estimate: 4 });
    await move(d, { remove: [{ id: sprint }] });
    await addItem(project, sprint, { estimate: 1 });
    test().setClock(march(16));
    const before = await shown(sprint);

    const made = await plan(sprint, friday);
    expect(made.leftOut).toEqual({ items: 5, done: amount(2, 0) });
    expect(made.statement).toMatchObject({ scope: amount(18, 4), done: amount(3, 1), remaining: amount(15, 3) });
    expect(await shown(sprint)).toEqual(before);
    const receipt = await tryClose(sprint, made);
    expect(receipt.status).toBe(201);

    const stated = await get('GET', `/iterations/${sprint}/statements/1`);
    const outcomes = stated.items.map(({ id, outcome, points }: any) => [id, outcome, points]);
    expect(outcomes.toSorted()).toEqual([
      [a, 'done', 3],
      [b, 'unfinished', 5],
      [c, 'unfinished', 2],
      [d, 'unfinished', 8],
    ]);
    expect(await figures(sprint)).toMatchObject({ scope: amount(18, 4), done: amount(3, 1), remaining: amount(15, 3) });
    const { days } = await get('GET', `/iterations/${sprint}/burndown`);
    expect(days.at(-1)).toMatchObject({ day: '2026-03-13', remaining: amount(15, 3) });
    expect((await get('GET', `/iterations/${sprint}/explain`)).remaining).toEqual(amount(15, 3));
    expect(await get('GET', `/iterations/${sprint}`)).toMatchObject({ scope: amount(18, 4), done: amount(3, 1) });
    expect(await checkBooks(test().app.read)).toEqual([]);
    expect(await shown(sprint, 'asOf=2026-03-16T09:00:00Z')).toEqual(before);
    const closed = await shown(sprint);

    test().setClock(march(17));
    await get('POST', `/iterations/${sprint}/restatements`, { reason: 'The weekend counts' });
    const { causes, figures: later } = await get('GET', `/iterations/${sprint}/statements/2`);
    expect(causes.map(({ kind, itemId }: any) => [kind, itemId])).toEqual([
      ['late_finish', b],
      ['reopening', a],
    ]);
    expect([later.done, later.remaining]).toEqual([amount(5, 1), amount(13, 3)]);

    await reverse(receipt.json().id);
    expect(await shown(sprint)).toEqual(before);
    expect(await shown(sprint, 'asOf=2026-03-16T10:00:00Z')).toEqual(closed);
    await change(a, {}, { category: 'done' });
    const [stood] = closed.map(({ scope, done, remaining, columns }) => ({ scope, done, remaining, columns }));
    expect((await plan(sprint, friday)).statement).toMatchObject(stood ?? {});
    await close(sprint, friday);
    expect(await figures(sprint)).toMatchObject(stood ?? {});
    expect((await get('GET', `/iterations/${sprint}/burndown`)).days.at(-1).day).toBe('2026-03-13');
    expect(await checkBooks(test().app.read)).toEqual([]);
  });

  it('counts what the close itself cancels and splits for the day, if it has not changed later', async () => {
    test().setClock(march(3));
    const project = await addProject('Split');
    const sprint = await start(project, 'One');
    const [whole, gone, late] = [
      (await addItem(project, sprint, { estimate: 8 })).id,
      (await addItem(project, sprint, { estimate: 2 })).id,
      (await addItem(project, sprint, { estimate: 1 })).id,
    ];
    test().setClock(march(14));
    await change(late, { estimate: 3 });
    test().setClock(march(16));
    const wishes = [
      { itemId: whole, to: 'split', donePart: 5, credit: 'donePart' },
      { itemId: gone, to: 'cancel' },
    ];
    const refused = await ask('POST', `/iterations/${sprint}/close-plans`, {
      finishedDay: '2026-03-13',
      items: [{ itemId: late, to: 'cancel' }],
    });
    expect([refused.status, refused.json().errors]).toMatchObject([400, [{ pointer: '#/finishedDay' }]]);
    await close(sprint, { finishedDay: '2026-03-13', newIteration: { title: 'Two' }, items: wishes });
    expect(await figures(sprint)).toMatchObject({ scope: amount(6, 2), done: amount(5, 1), remaining: amount(1, 1) });
    const { days } = await get('GET', `/iterations/${sprint}/burndown`);
    expect(days.at(-1)).toMatchObject({ day: '2026-03-13', remaining: amount(1, 1) });
    expect(await checkBooks(test().app.read)).toEqual([]);
  });

  it('comes to what a close on that day had come to, whatever happened later, and is wholly taken back', async () => {
    const live = async (title: string, sooner: readonly Deed[], later: readonly Deed[]) => {
      test().setClock(march(3));
      const project = await addProject(title);
      const sprint = await start(project, 'One');
      const ids: number[] = [];
      for (const estimate of [3, 5, null, 8]) ids.push((await addItem(project, sprint, { estimate })).id);
      const carryOut = async (deeds: readonly Deed[]) => {
        for (const { item, what, points } of deeds) {
          const id = ids[item] ?? 0;
          if (what === 'estimate') await change(id, { estimate: points });
          else if (what === 'in') await move(id, { add: [{ id: sprint }] });
          else if (what === 'out') await move(id, { remove: [{ id: sprint }] });
          else await change(id, {}, { category: what });
        }
      };
      test().setClock(march(13));
      await carryOut(sooner);
      test().setClock(march(14));
      await carryOut(later);
      return sprint;
    };
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { maxLength: 8 }), fc.array(deed, { maxLength: 8 }), async (sooner, later) => {
        const onTime = await live('On time', sooner, []);
        await close(onTime, { unfinished: 'stay' });
        const dated = await live('Dated back', sooner, later);
        test().setClock(march(16));
        const before = await shown(dated);
        const receipt = await close(dated, friday);
        expect(await figures(dated)).toEqual(await figures(onTime));
        await reverse(receipt.id);
        expect(await shown(dated)).toEqual(before);
        expect(await checkBooks(test().app.read)).toEqual([]);
      }),
      { numRuns: 6 },
    );
  });
});
