import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attempt, type Deed, deed, live, policy, precondition, type World } from '../../test/support/any-history.ts';
import { engines, useTestApp } from '../../test/support/open-test-app.ts';
import { checkStatements } from '../actions/check-statements.ts';
import { isSameAmount, nothing, plus } from '../domain/amount.ts';
import { burndown } from '../domain/burndown.ts';
import { standingsOf } from '../domain/item-facts.ts';
import { knownAt } from '../domain/iteration-life.ts';
import { addCounters, countersOf, emptyCounters } from '../domain/ledger.ts';
import { Refusal } from '../domain/refusal.ts';
import { deriveTree } from '../domain/release-tree.ts';
import { type Cause, movedFigures, type StatementFigures } from '../domain/statement.ts';
import { plainCalendar } from '../domain/working-calendar.ts';
import { findBookFaults } from './check-books.ts';
import { readFacts, readItemFacts } from './item-facts.ts';
import { readTurns } from './iteration-life.ts';
import { readIterationRules } from './iteration-rules.ts';
import { readCounters, readDays } from './ledger.ts';
import { readTree } from './trees.ts';

const window = { start: '2026-03-20', end: '2026-03-31', calendar: plainCalendar };

/** Counters of every iteration, counted anew from where its live members stand. */
async function countAnew({ test }: World) {
  const rows = await test.app.read
    .selectFrom('membership as m')
    .innerJoin('item as t', (on) => on.onRef('t.org_id', '=', 'm.org_id').onRef('t.id', '=', 'm.item_id'))
    .select(['m.iteration_id', 'm.item_id', 't.category', 't.estimate', 't.done_estimate'])
    .where('m.ended_at', 'is', null)
    .orderBy('m.item_id')
    .execute();
  return (iterationId: number) =>
    rows
      .filter((row) => row.iteration_id === iterationId)
      .map(({ item_id, category, estimate, done_estimate }) => ({
        itemId: item_id,
        category,
        counters: countersOf({ member: true, category, estimate, doneEstimate: done_estimate }),
      }));
}

/** The same of one item by what the ledger tells of it. */
async function toldByLedger({ test }: World, iterationId: number) {
  const facts = await readItemFacts(test.app.read, test.admin.actor.orgId, iterationId);
  return [...standingsOf(facts).values()]
    .filter(({ isMember }) => isMember)
    .map(({ itemId, category, points, isUnestimated }) => ({
      itemId,
      category,
      ...(category === 'cancelled' ? {} : { points, unestimatedItems: isUnestimated ? 1 : 0 }),
    }))
    .sort((a, b) => a.itemId - b.itemId);
}

describe.each(engines)('the books of iterations, on %s', (engine) => {
  const test = useTestApp(engine);
  let orgId: number;
  beforeAll(() => {
    orgId = test().admin.actor.orgId;
  });
  afterAll(() => test().setClock(null));

  it('agree with a fresh count after whatever was tried, and the tree and the plan are sound', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 20, maxLength: 70, size: 'max' }), async (deeds) => {
        const world = await live(test(), deeds);
        const db = world.test.app.read;
        const anew = await countAnew(world);
        for (const id of world.iterations) {
          const sum = anew(id).reduce((total, { counters }) => addCounters(total, counters), emptyCounters);
          expect(await readCounters(db, orgId, id)).toEqual(sum);
          expect(await toldByLedger(world, id)).toEqual(
            anew(id).map(({ itemId, category, counters }) => ({
              itemId,
              category,
              ...(category === 'cancelled'
                ? {}
                : { points: counters.scopePoints, unestimatedItems: counters.unestimatedItems }),
            })),
          );
        }
        expect(await findBookFaults(db, orgId)).toEqual([]);
        expect(await doublyPlanned(world)).toEqual([]);

        const nodes = await readTree(db, orgId, world.projectId);
        const derived = deriveTree(nodes);
        for (const node of nodes) {
          expect(node).toMatchObject(derived.get(node.id) ?? { path: 'not in the tree' });
          const siblings = nodes.filter(({ parentId }) => parentId === node.parentId).map(({ sequence }) => sequence);
          expect(siblings.sort((a, b) => a - b)).toEqual([...siblings.keys()]);
        }
      }),
      { numRuns: 25 },
    );
  }, 120_000);

  it('add up in the chart of every running iteration, also when it was closed for a while', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 20, maxLength: 60, size: 'max' }), async (deeds) => {
        const world = await live(test(), [{ does: 'change', iteration: 0, status: 'active', target: null }, ...deeds]);
        const { actions, admin, app } = world.test;
        for (const id of world.iterations) {
          const { status } = await actions.getIteration(admin, { iteration: { id }, precondition, policy });
          if (status !== 'active') continue;
          const { days } = burndown(await readDays(app.read, orgId, id), window);
          const counters = await readCounters(app.read, orgId, id);
          expect(days.at(-1)?.scope).toEqual({ points: counters.scopePoints, items: counters.scopeItems });
          expect(days.at(-1)?.done).toEqual({ points: counters.donePoints, items: counters.doneItems });
        }
      }),
      { numRuns: 25, interruptAfterTimeLimit: 60_000 },
    );
  }, 120_000);

  it('tell of every moment of the past what was told then', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 15, maxLength: 40, size: 'max' }), async (deeds) => {
        const { actions, admin, app } = test();
        const start: Deed = { does: 'change', iteration: 0, status: 'active', target: null };
        const told: { id: number; at: number; figures: unknown }[] = [];
        const figuresOf = async (id: number, asOf?: number) => {
          const find = { iteration: { id }, ...(asOf === undefined ? {} : { asOf }) };
          const { figures, closing, status } = await actions.reportFigures(admin, find);
          return { figures, closing, status: status === 'archived' ? 'closed' : status };
        };
        const world = await live(test(), [start, ...deeds], async ({ iterations, clock }) => {
          for (const id of iterations) {
            const { kind, status } = await actions.getIteration(admin, { iteration: { id }, precondition, policy });
            if (kind !== 'iteration' || status === 'removed') continue;
            told.push({ id, at: clock + 1, figures: await figuresOf(id) });
          }
        });
        const removed = new Set<number>();
        for (const id of world.iterations) {
          const { status, kind } = await actions.getIteration(admin, { iteration: { id }, precondition, policy });
          if (status === 'removed' || kind !== 'iteration') removed.add(id);
        }
        for (const { id, at, figures } of told.filter((each) => !removed.has(each.id))) {
          expect(await figuresOf(id, at)).toEqual(figures);
        }
        for (const id of world.iterations) {
          const history = {
            turns: await readTurns(app.read, orgId, id),
            facts: await readFacts(app.read, orgId, id),
          };
          const { facts } = knownAt(history, await readIterationRules(app.read, orgId, id));
          expect(facts.map(({ day }) => day)).toEqual(history.facts.map(({ day }) => day));
        }
      }),
      { numRuns: 6, interruptAfterTimeLimit: 60_000 },
    );
  }, 120_000);

  it('leave every statement as it was issued, whatever is done later, and every chain whole', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 15, maxLength: 40, size: 'max' }), async (deeds) => {
        const { app, actions, admin } = test();
        const stored = () => app.read.selectFrom('statement').selectAll().orderBy('id').execute();
        let known = await stored();
        const before = known.length;
        const start: Deed = { does: 'change', iteration: 0, status: 'active', target: null };
        const close: Deed = { does: 'change', iteration: 0, status: 'closed', target: null };
        // So that something happens late in every life.
        const finish: Deed = { does: 'move', item: 0, category: 'done' };
        await live(test(), [start, close, finish, ...deeds], async ({ iterations, clock }) => {
          for (const id of iterations) {
            const restating = actions.restateIteration(admin, { iteration: { id }, reason: `At ${clock}` });
            const isRestated = await restating.then(
              () => true,
              (error: unknown) => {
                if (!(error instanceof Refusal)) throw error;
                return false;
              },
            );
            // What does not balance would be refused.
            if (isRestated) await actions.reportFigures(admin, { iteration: { id } });
          }
          const now = await stored();
          expect(now.slice(0, known.length)).toEqual(known);
          known = now;
        });
        expect(await checkStatements(app.read)).toEqual([]);
        for (const { iteration_id: id, number, figures, causes } of known.slice(before)) {
          const earlier = known.find((each) => each.iteration_id === id && each.number === number - 1);
          if (earlier === undefined) continue;
          const [was, is]: StatementFigures[] = [JSON.parse(earlier.figures), JSON.parse(figures)];
          const told: Cause[] = JSON.parse(causes);
          for (const { kind } of told) seen.add(kind);
          for (const figure of movedFigures) {
            const sum = told.reduce((total, { change }) => plus(total, change[figure]), was?.[figure] ?? nothing);
            expect(isSameAmount(sum, is?.[figure] ?? nothing)).toBe(true);
          }
        }
      }),
      { numRuns: 6, interruptAfterTimeLimit: 60_000 },
    );
    expect(seen).toContain('late_finish');
  }, 120_000);

  it('keep what was measured at the close, whatever happens to the items later', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 10, maxLength: 40, size: 'max' }), async (deeds) => {
        const { actions, admin } = test();
        const world = await live(test(), [
          { does: 'change', iteration: 0, status: 'active', target: null },
          ...deeds.filter(({ does }) => does === 'write down' || does === 'enter' || does === 'move'),
          { does: 'change', iteration: 0, status: 'closed', target: 1 },
        ]);
        const look = () =>
          actions.getIteration(admin, { iteration: { id: world.iterations[0] ?? 0 }, precondition, policy });
        const { committedPoints, velocityPoints, doneItems, totalItems } = await look();
        const charted = async () => {
          const facts = await readDays(world.test.app.read, orgId, world.iterations[0] ?? 0);
          return burndown(facts, window);
        };
        const before = await charted();
        for (const each of deeds) if (each.does !== 'change' && each.does !== 'remove') await attempt(world, each);
        expect(await look()).toMatchObject({ committedPoints, velocityPoints, doneItems, totalItems });
        expect(await charted()).toEqual(before);
        expect(before.committed.points).toBe(committedPoints);
        expect(before.days.at(-1)?.done).toEqual({ points: velocityPoints, items: doneItems });
      }),
      { numRuns: 10 },
    );
  }, 120_000);
});

/** Items in two open iterations of one board: there must never be any. */
async function doublyPlanned({ test }: World): Promise<readonly number[]> {
  const rows = await test.app.read
    .selectFrom('membership as m')
    .innerJoin('iteration as i', (on) => on.onRef('i.org_id', '=', 'm.org_id').onRef('i.id', '=', 'm.iteration_id'))
    .select(['m.item_id', 'i.board_id'])
    .where('m.ended_at', 'is', null)
    .where('i.kind', '=', 'iteration')
    .where('i.status', 'in', ['planned', 'active'])
    .execute();
  const places = rows.map((row) => `${row.board_id} ${row.item_id}`);
  return rows.filter((_, index) => places.indexOf(places[index] ?? '') !== index).map((row) => row.item_id);
}
