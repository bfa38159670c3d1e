import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { engines, useTestApp } from '../../test/support/open-test-app.ts';
import { anyChange } from '../../test/support/play-sprint-12.ts';
import { noPrecondition } from '../domain/precondition.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Flow } from './index.ts';

const hourMs = 3_600_000;
/** The evening before the clocks go forward in Berlin. */
const first = Date.UTC(2026, 2, 28, 18);
const anyPlace = { findsRemoved: false, findsGroups: false, leaves: 'same board', takesForeign: true } as const;

const deed = fc.oneof(
  { weight: 2, arbitrary: fc.record({ do: fc.constant('make' as const) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('move' as const),
      to: fc.constantFrom('queued', 'in_progress', 'done', 'cancelled'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('board', 'transfer', 'enter', 'leave') }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('put' as const),
      condition: fc.constantFrom('live', 'archived', 'deleted'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('start', 'close') }) },
);
const play = fc.array(fc.record({ deed, pick: fc.nat({ max: 99 }), hours: fc.integer({ min: 1, max: 19 }) }), {
  minLength: 5,
  maxLength: 30,
});

type Step = typeof play extends fc.Arbitrary<readonly (infer Each)[]> ? Each : never;

describe.each(engines)('flow as of an instant, on %s', (engine) => {
  const test = useTestApp(engine);

  /** Lives through a play, and records after each deed what `read` tells then. */
  async function live(steps: readonly Step[], title: string) {
    const { actions, admin } = test();
    let now = first;
    test().setClock(now);
    const zone = 'Europe/Berlin';
    const project = await actions.createProject(admin, { title, zone });
    const foreign = await actions.createProject(admin, { title: `${title}, foreign`, zone });
    const board = await actions.createBoard(admin, {
      home: { project: { id: project.id }, field: 'project' },
      title: 'Other',
      takesIterations: true,
      hasBacklog: true,
      settings: {},
    });
    const day = (text: string) => ({ day: text, at: null });
    const iteration = await actions.createIteration(admin, {
      home: { projectId: project.id },
      title: 'Sprint',
      fields: { start: day('2026-03-29'), end: day('2026-04-10') },
      policy: anyChange,
    });
    const read = async (at: { now: number; asOf?: number }): Promise<readonly Flow[]> => [
      await actions.getProjectFlow(admin, { projectId: project.id, days: 8, ...at }),
      await actions.getProjectFlow(admin, { projectId: project.id, boardId: board.id, days: 2, ...at }),
      await actions.getProjectFlow(admin, { projectId: foreign.id, days: 30, ...at }),
      await actions.getIterationFlow(admin, { iteration: { id: iteration.id }, ...at }),
    ];
    const itemIds: number[] = [];
    const carryOut = async (each: Step['deed'], pick: number): Promise<unknown> => {
      const item = { id: itemIds[pick % Math.max(1, itemIds.length)] ?? 0 };
      switch (each.do) {
        case 'make': {
          const made = await actions.createItem(admin, {
            project: { id: project.id },
            fields: { title: 'Item' },
            ...(pick % 3 === 0 ? {} : { iterations: { add: [{ id: iteration.id }], remove: [] } }),
            ...(pick % 5 === 0 ? { to: { category: 'done' } } : {}),
          });
          return itemIds.push(made.id);
        }
        case 'move':
          return actions.changeItem(admin, { item, fields: {}, to: { category: each.to } });
        case 'put':
          return actions.changeItem(admin, { item, fields: { condition: each.condition } });
        case 'board':
          return actions.changeItem(admin, { item, fields: {}, place: { boardId: board.id } });
        case 'transfer':
          return actions.transferItem(admin, { item, to: { id: foreign.id }, begins: pick % 2 === 0, fields: {} });
        case 'enter':
          return actions.enterIteration(admin, { item, iteration: { id: iteration.id }, policy: anyPlace });
        case 'leave':
          return actions.leaveIteration(admin, { item, iteration: { id: iteration.id }, policy: anyPlace });
        case 'start':
        case 'close':
          return actions.changeIteration(admin, {
            iteration: { id: iteration.id },
            precondition: noPrecondition,
            fields: {},
            status: each.do === 'start' ? 'active' : 'closed',
            moveUnfinishedTo: null,
            policy: anyChange,
          });
      }
      return undefined;
    };
    const recorded: { readonly at: number; readonly flows: readonly Flow[] }[] = [];
    for (const step of steps) {
      now += step.hours * hourMs;
      test().setClock(now);
      await carryOut(step.deed, step.pick).catch((error: unknown) => {
        // Plays are made blindly: what cannot be done just then is left.
        if (!(error instanceof Refusal)) throw error;
      });
      recorded.push({ at: now, flows: await read({ now }) });
    }
    return { recorded, read, end: now };
  }

  it('is what was told then, whatever has been done since', async () => {
    let plays = 0;
    await fc.assert(
      fc.asyncProperty(play, async (steps) => {
        plays += 1;
        const { recorded, read, end } = await live(steps, `Play ${plays}`);
        for (const { at, flows } of recorded) {
          // An instant is that before which all is known, and ages are counted to it.
          const again = await read({ now: end + 100 * hourMs, asOf: at + 1 });
          expect(rounded(again)).toEqual(rounded(flows));
        }
      }),
      { numRuns: engine === 'sqlite' ? 20 : 4 },
    );
  });
});

/** Without the millisecond by which the instants differ, and keys: what is named has the key that it has now. */
function rounded(flows: readonly Flow[]): unknown {
  return JSON.parse(
    JSON.stringify(flows, (name, value: unknown) =>
      name === 'key' ? undefined : typeof value === 'number' ? Math.round(value * 1000) / 1000 : value,
    ),
  );
}
