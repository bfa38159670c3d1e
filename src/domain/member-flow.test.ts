import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cumulativeFlow, stageOn } from './cumulative-flow.ts';
import type { ItemFact } from './item-facts.ts';
import { factsBetween, type Standing } from './ledger.ts';
import { afterClose, beforeStart } from './ledger-day.ts';
import { memberCrossings, membersAsTheyStood } from './member-flow.ts';

const days = [beforeStart, '2026-03-23', '2026-03-24', '2026-03-25'];
const outside: Standing = { member: false, category: 'queued', estimate: null, doneEstimate: null };
const step = fc.record({
  item: fc.nat(5),
  member: fc.boolean(),
  category: fc.constantFrom('queued', 'in_progress', 'done', 'cancelled'),
  estimate: fc.option(fc.nat(8)),
});

/** The facts of steps that follow each other, the first third of them before the start, and how every item stands then. */
function live(steps: readonly (Omit<Standing, 'doneEstimate'> & { readonly item: number })[]) {
  const standings = new Map<number, Standing>();
  const facts: ItemFact[] = [];
  for (const [index, { item, ...rest }] of steps.entries()) {
    const before = standings.get(item) ?? outside;
    const after: Standing = { ...rest, doneEstimate: rest.category === 'done' ? rest.estimate : null };
    standings.set(item, after);
    const day = days[Math.floor((index * days.length) / steps.length)] ?? '';
    facts.push(
      ...factsBetween(before, after).map((fact) => ({ ...fact, seq: index + 1, at: index, day, itemId: item + 1 })),
    );
  }
  return { standings, facts };
}

describe('memberCrossings', () => {
  it('ends where the items stand, crosses each boundary once an event, and never falls', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const { standings, facts } = live(steps);
        const flow = cumulativeFlow(memberCrossings(facts), days.slice(1));
        const stages = [...standings.values()].map(({ member, category }) =>
          stageOn(1, member ? { boardId: 1, condition: 'live', category } : null),
        );
        const count = (stage: string) => stages.filter((each) => each === stage).length;
        expect([flow.at(-1)?.toDo, flow.at(-1)?.inProgress]).toEqual([count('queued'), count('started')]);
        expect(flow.at(-1)?.arrived).toBeLessThanOrEqual(steps.length);
        for (const [index, day] of flow.entries()) {
          const { arrived = 0, started = 0, done = 0 } = flow[index - 1] ?? {};
          expect([day.arrived >= arrived, day.started >= started, day.done >= done]).toEqual([true, true, true]);
          expect([day.arrived >= day.started - day.reopened, day.toDo >= 0, day.inProgress >= 0]).toEqual([
            true,
            true,
            true,
          ]);
        }
      }),
    );
  });

  it('is the same in whatever order facts come', () => {
    fc.assert(
      fc.property(
        fc
          .array(step, { maxLength: 20 })
          .map((steps) => live(steps).facts)
          .chain((facts) => fc.tuple(fc.constant(facts), fc.shuffledSubarray([...facts], { minLength: facts.length }))),
        ([facts, shuffled]) => {
          expect(memberCrossings(shuffled)).toEqual(memberCrossings(facts));
        },
      ),
    );
  });

  it('leaves out what came after the close, and keeps the completion that counted', () => {
    const fact = { points: 1, items: 1, itemId: 1, at: 0 };
    const facts: ItemFact[] = [
      { ...fact, seq: 1, kind: 'added', day: beforeStart },
      { ...fact, seq: 2, kind: 'completed', day: '2026-03-24', at: 5 },
      { ...fact, seq: 3, kind: 'reopened', day: afterClose, at: 9 },
    ];
    expect(cumulativeFlow(memberCrossings(facts), days.slice(1)).map(({ done, reopened }) => [done, reopened])).toEqual(
      [
        [0, 0],
        [1, 0],
        [1, 0],
      ],
    );
    const item = { id: 1, key: 'A-1', title: 'A', type: 'task', createdAt: 0, startedAt: 1, doneAt: 20 };
    expect(membersAsTheyStood(facts, [item])).toEqual({ done: [{ ...item, doneAt: 5 }], begun: [] });
  });
});
