import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { engines, useTestApp } from '../../test/support/open-test-app.ts';
import { Refusal } from '../domain/refusal.ts';
import { checkBooks } from './check-books.ts';

const itemCount = 4;
const sprintCount = 4;
const item = fc.nat(itemCount - 1);
const sprint = fc.nat(sprintCount - 1);

/** Anything that touches what an iteration counts. */
const step = fc.oneof(
  fc.record({
    kind: fc.constant('change' as const),
    item,
    estimate: fc.option(fc.option(fc.constantFrom(0, 1, 2.5, 8), { nil: null }), { nil: undefined }),
    to: fc.option(fc.constantFrom('queued', 'in_progress', 'done', 'cancelled' as const), { nil: undefined }),
    set: fc.option(fc.array(sprint, { maxLength: 2 }), { nil: undefined }),
    condition: fc.option(fc.constantFrom('live', 'archived', 'deleted' as const), { nil: undefined, freq: 8 }),
  }),
  fc.record({ kind: fc.constant('transfer' as const), item, begins: fc.boolean() }),
  fc.record({ kind: fc.constant('enter' as const), item, sprint }),
  fc.record({ kind: fc.constant('leave' as const), item, sprint }),
  fc.record({
    kind: fc.constant('status' as const),
    sprint,
    status: fc.constantFrom('active', 'closed' as const),
    into: fc.option(sprint, { nil: undefined }),
  }),
);

describe.each(engines)('The books of iterations, on %s', (engine) => {
  const test = useTestApp(engine);
  const policy = {
    findsRemoved: false,
    findsGroups: false,
    moves: { planned: ['active', 'closed'], active: ['closed'], closed: ['active'] },
    refuseRepeatedClose: false,
    fixedWhenClosed: [],
    endAfterStart: 'day',
    leaves: 'same board',
    takesForeign: true,
    target: 'open',
  } as const;

  it('balance whatever is done to items, and their history tells every list of iterations', async () => {
    const { app, actions, admin } = test();
    const refusals = async (what: Promise<unknown>) => {
      await what.catch((error: unknown) => {
        if (!(error instanceof Refusal)) throw error;
      });
    };
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
        const places = [
          await actions.createProject(admin, { title: 'Here' }),
          await actions.createProject(admin, { title: 'There' }),
        ];
        const place = (index: number) => places[index % 2]!;
        const sprints: { id: number }[] = [];
        const items: { id: number }[] = [];
        for (let index = 0; index < sprintCount; index += 1) {
          sprints.push(
            await actions.createIteration(admin, {
              home: { boardId: place(index).defaultBoardId },
              title: `Sprint ${index}`,
              fields: { start: { day: '2026-04-06', at: null }, end: { day: '2026-04-17', at: null } },
              ...(index > 1 ? { status: 'active' as const } : {}),
              policy,
            }),
          );
        }
        for (let index = 0; index < itemCount; index += 1) {
          items.push(
            await actions.createItem(admin, {
              project: { id: place(index).id },
              fields: { title: `Item ${index}`, estimate: index },
              iterations: { set: [{ id: sprints[index]!.id }] },
            }),
          );
        }
        const moving = (each: { item: number; sprint: number }) => ({
          item: { id: items[each.item]!.id },
          iteration: { id: sprints[each.sprint]!.id },
          policy,
        });
        for (const each of steps) {
          if (each.kind === 'enter') await refusals(actions.enterIteration(admin, moving(each)));
          if (each.kind === 'leave') await refusals(actions.leaveIteration(admin, moving(each)));
          if (each.kind === 'transfer') {
            const to = { id: place(each.item + 1).id };
            await refusals(
              actions.transferItem(admin, { item: { id: items[each.item]!.id }, to, begins: each.begins, fields: {} }),
            );
          }
          if (each.kind === 'status') {
            await refusals(
              actions.changeIteration(admin, {
                iteration: { id: sprints[each.sprint]!.id },
                fields: {},
                status: each.status,
                ...(each.into === undefined ? {} : { moveUnfinishedTo: { id: sprints[each.into]!.id } }),
                precondition: { kind: 'none' },
                policy,
              }),
            );
          }
          if (each.kind === 'change') {
            const { estimate, condition, to, set } = each;
            await refusals(
              actions.changeItem(admin, {
                item: { id: items[each.item]!.id },
                fields: {
                  ...(estimate === undefined ? {} : { estimate }),
                  ...(condition === undefined ? {} : { condition }),
                },
                ...(to === undefined ? {} : { to: { category: to } }),
                ...(set === undefined ? {} : { iterations: { set: set.map((index) => ({ id: sprints[index]!.id })) } }),
              }),
            );
          }
        }
        expect(await checkBooks(app.read)).toEqual([]);
        for (const { id } of items) {
          const seen = await actions.getItem(admin, { item: { id } }).catch(() => undefined);
          if (seen === undefined) continue;
          const told = await actions.listItemChanges(admin, { item: { id }, after: 0, limit: 200 });
          const last = told.findLast((change) => change.iterations !== null)?.iterations?.[1] ?? [];
          expect(last.toSorted((a, b) => a - b)).toEqual(seen.iterations.map((iteration) => iteration.id));
          const seqs = told.map((change) => change.seq);
          expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b));
          for (const { seq: after } of told) {
            const page = await actions.listItemChanges(admin, { item: { id }, after, limit: 2 });
            expect(page).toEqual(told.filter(({ seq }) => seq > after).slice(0, 2));
          }
        }
      }),
      { numRuns: engine === 'sqlite' ? 40 : 12 },
    );
  });
});
