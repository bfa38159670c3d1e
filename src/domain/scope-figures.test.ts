import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Amount, isSameAmount, minus } from './amount.ts';
import { burndown } from './burndown.ts';
import { startOfDayIn } from './days.ts';
import type { ItemFact } from './item-facts.ts';
import { knownAt } from './iteration-life.ts';
import { addCounters, type Category, countersOf, emptyCounters, factsBetween, type Standing } from './ledger.ts';
import { beforeStart } from './ledger-day.ts';
import { remainingByColumns, scopeFigures } from './scope-figures.ts';
import { plainCalendar } from './working-calendar.ts';

const zone = 'Europe/Berlin';
/** The clocks go forward on the seventh of its days. */
const window = { start: '2026-03-23', end: '2026-04-03', calendar: plainCalendar };
const startedAt = startOfDayIn(zone, window.start) + 9 * 3_600_000;
const outside: Standing = { member: false, category: 'queued', estimate: null, doneEstimate: null };
const categories = ['queued', 'in_progress', 'done', 'cancelled'] as const satisfies readonly Category[];

/** An item moves, is estimated, comes or goes, some hours after whatever was before. */
const turn = fc.record({
  hours: fc.nat(30),
  itemId: fc.integer({ min: 1, max: 5 }),
  category: fc.constantFrom(...categories),
  estimate: fc.option(fc.constantFrom(0, 0.5, 1, 3, 8)),
  member: fc.boolean(),
});
type Turn = typeof turn extends fc.Arbitrary<infer T> ? T : never;
const ledger = fc.record({ turns: fc.array(turn, { maxLength: 40 }), planned: fc.nat(12) });

/** Lives through turns: the facts of all, filed, and what is open after each of them. The first ones are of the plan. */
function live({ turns, planned }: { readonly turns: readonly Turn[]; readonly planned: number }) {
  const standings = new Map<number, Standing>();
  const facts: ItemFact[] = [];
  const open: { readonly seq: number; readonly at: number; readonly remaining: Amount }[] = [];
  let at = startedAt;
  for (const [index, { hours, itemId, ...next }] of turns.entries()) {
    at = index < planned ? startedAt - 1 : Math.max(at, startedAt) + hours * 3_600_000;
    const seq = index < planned ? index + 1 : index + 2;
    const was = standings.get(itemId) ?? outside;
    const stays = was.category === 'done' && next.category === 'done';
    const doneEstimate = next.category === 'done' ? (stays ? was.doneEstimate : next.estimate) : null;
    const is = { ...next, doneEstimate };
    standings.set(itemId, is);
    for (const fact of factsBetween(was, is)) facts.push({ ...fact, itemId, seq, at, day: '' });
    const { scopePoints, scopeItems, donePoints, doneItems } = [...standings.values()]
      .map(countersOf)
      .reduce((sum, each) => addCounters(sum, each), emptyCounters);
    open.push({ seq, at, remaining: { points: scopePoints - donePoints, items: scopeItems - doneItems } });
  }
  const start = { seq: planned + 1, at: startedAt, steps: ['start'] as const };
  const known = knownAt({ turns: [start], facts }, { zone, frozenAt: startedAt });
  return { facts: known.facts, open };
}

describe('what remains', () => {
  it('is, at every event of any history, what was committed and what changed since, and what the items come to', () => {
    fc.assert(
      fc.property(ledger, (given) => {
        const { facts, open } = live(given);
        for (const { seq, remaining } of open) {
          const figures = scopeFigures(facts.filter((fact) => fact.seq <= seq));
          expect(isSameAmount(figures.remaining, remaining)).toBe(true);
          expect(isSameAmount(remainingByColumns(figures), remaining)).toBe(true);
          expect(isSameAmount(minus(figures.scope, figures.done), remaining)).toBe(true);
        }
      }),
    );
  });

  it('is the same at the end of every day of the chart', () => {
    fc.assert(
      fc.property(ledger, (given) => {
        const { facts } = live(given);
        const { committed, days } = burndown(facts, window);
        expect(isSameAmount(committed, scopeFigures(facts).commitment)).toBe(true);
        for (const { day, scope, done, remaining } of days) {
          const figures = scopeFigures(facts.filter((fact) => fact.day === beforeStart || fact.day <= day));
          const told = { ...figures, scope, done, remaining };
          expect(isSameAmount(remaining, figures.remaining)).toBe(true);
          expect(isSameAmount(remainingByColumns(told), remaining)).toBe(true);
          expect([isSameAmount(scope, figures.scope), isSameAmount(done, figures.done)]).toEqual([true, true]);
        }
      }),
    );
  });

  it('is told by the days of the iteration, wherever whoever asks may be', () => {
    const before = process.env['TZ'];
    const viewers = [
      'Pacific/Honolulu',
      'America/St_Johns',
      'UTC',
      'Europe/Berlin',
      'Asia/Kathmandu',
      'Pacific/Kiritimati',
    ];
    try {
      fc.assert(
        fc.property(ledger, (given) => {
          const charts = viewers.map((viewer) => {
            process.env['TZ'] = viewer;
            const { facts } = live(given);
            return { chart: burndown(facts, window), filed: facts.map(({ day }) => day) };
          });
          for (const chart of charts) expect(chart).toEqual(charts[0]);
        }),
        { numRuns: 30 },
      );
    } finally {
      if (before === undefined) delete process.env['TZ'];
      else process.env['TZ'] = before;
    }
  });
});
