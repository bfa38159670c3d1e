import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import sprint12 from '../../test/support/sprint-12.json' with { type: 'json' };
import { nothing, plus } from './amount.ts';
import { compareProfiles, reasonsOf } from './compare-profiles.ts';
import { addDays, dayIn, startOfDayIn } from './days.ts';
import type { ItemFact } from './item-facts.ts';
import { type Category, factsBetween, type Standing } from './ledger.ts';
import { beforeStart } from './ledger-day.ts';
import { type LivedItem, livedItems, metricProfiles, type ProfileName, profileFigures } from './metric-profiles.ts';

const names = Object.keys(metricProfiles) as ProfileName[];
const outside: Standing = { member: false, category: 'queued', estimate: null, doneEstimate: null };

/** What is told of an item at one instant: what it is then. */
interface Turn {
  readonly itemId: number;
  readonly at: number;
  readonly now: Partial<Pick<Standing, 'member' | 'category' | 'estimate'>>;
}

/** Lives through turns, an event each, the start being the first event of that instant. */
function live(
  turns: readonly Turn[],
  rules: {
    startedAt: number;
    frozenAt: number;
    over: number;
    zone: string;
    unestimatedAs: number;
    elsewhere?: readonly number[];
  },
): readonly LivedItem[] {
  const standings = new Map<number, Standing>();
  const facts = turns.flatMap(({ itemId, at, now }, index): ItemFact[] => {
    const was = standings.get(itemId) ?? { ...outside, unestimatedAs: rules.unestimatedAs };
    const next = { ...was, ...now };
    const stays = was.category === 'done' && next.category === 'done';
    const doneEstimate = next.category === 'done' ? (stays ? was.doneEstimate : next.estimate) : null;
    standings.set(itemId, { ...next, doneEstimate });
    const day = at < rules.frozenAt ? beforeStart : dayIn(rules.zone, at);
    return factsBetween(was, { ...next, doneEstimate }).map((fact) => ({ ...fact, itemId, seq: 2 * index, at, day }));
  });
  const first = turns.findIndex(({ at }) => at >= rules.startedAt);
  const startSeq = first < 0 ? null : 2 * first - 1;
  return livedItems({ facts, startSeq, over: rules.over, creditedElsewhere: new Set(rules.elsewhere) });
}

function at(text: string): number {
  const [day = '', time = ''] = text.split(' ');
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return startOfDayIn(sprint12.zone, day) + (hours * 60 + minutes) * 60_000;
}

const idOf = (name: string) => name.charCodeAt(0) - 64;
const lettersOf = (ids: readonly number[]) => ids.map((id) => String.fromCharCode(id + 64)).join('');

function liveSprint12(over = startOfDayIn(sprint12.zone, addDays(sprint12.end, 1)), elsewhere: readonly number[] = []) {
  const prepared = sprint12.items.flatMap(({ name, estimate, in: member }): Turn[] => [
    { itemId: idOf(name), at: at(sprint12.prepared), now: { estimate, member } },
  ]);
  const events = sprint12.events.map(
    (each): Turn => ({
      itemId: idOf(each.item),
      at: at(each.at),
      now: {
        ...(each.to === undefined ? {} : { category: each.to as Category }),
        ...(each.estimate === undefined ? {} : { estimate: each.estimate }),
        ...(each.enters === true ? { member: true } : {}),
        ...(each.leaves === true ? { member: false } : {}),
      },
    }),
  );
  const startedAt = at(sprint12.started);
  return live([...prepared, ...events], {
    startedAt,
    frozenAt: startedAt,
    over,
    zone: sprint12.zone,
    unestimatedAs: 0,
    elsewhere,
  });
}

describe('The same sprint by other rules', () => {
  const items = liveSprint12();
  const by = (name: ProfileName) => profileFigures(items, metricProfiles[name]);
  const percent = (share: number | null | undefined) => (share ?? Number.NaN) * 100;

  it("has, by Jira's velocity chart, a commitment of 24 and 24 completed", () => {
    const { commitment, completed } = by('jira').figures;
    expect([commitment?.points, completed?.points]).toEqual([24, 24]);
  });

  it("has, by DX's predictability, kept 24 of 24", () => {
    expect([by('dx').figures.kept?.points, by('dx').reliability?.points]).toEqual([24, 1]);
  });

  it('has, by strict say/do, kept 16 of 24 points and 4 of 7 items', () => {
    const { figures, reliability } = by('native');
    expect(figures.kept).toEqual({ points: 16, items: 4 });
    expect(percent(reliability?.points)).toBeCloseTo(66.67, 2);
    expect(percent(reliability?.items)).toBeCloseTo(57.14, 2);
  });

  it('has, by Linear, progressed 24.5 of 34, or 25.5 of 35 where items without an estimate count as one', () => {
    const [plain, counting] = [by('linear'), by('linear_counting_unestimated')];
    expect([plain.figures.progressed?.points, plain.figures.scope?.points]).toEqual([24.5, 34]);
    expect(percent(plain.progress?.points)).toBeCloseTo(72.06, 2);
    expect([counting.figures.progressed?.points, counting.figures.scope?.points]).toEqual([25.5, 35]);
    expect(percent(counting.progress?.points)).toBeCloseTo(72.86, 2);
  });

  it('has, by Azure, 10 points and 2 items incomplete', () => {
    expect(by('azure').figures.incomplete).toEqual({ points: 10, items: 2 });
  });

  it("begins, on Taiga's chart, with 35 points instead of 24", () => {
    expect([by('taiga').figures.commitment?.points, by('native').figures.commitment?.points]).toEqual([35, 24]);
  });

  it("begins, on Plane's chart, with 8 items instead of 7", () => {
    expect([by('plane').figures.commitment?.items, by('native').figures.commitment?.items]).toEqual([8, 7]);
  });

  it('has, as Kaiten, TeamPulse and Tracker tell it, no more figures than they tell', () => {
    expect(by('kaiten').figures).toEqual({
      commitment: { points: 24, items: 7 },
      scope: { points: 35, items: 8 },
      completed: { points: 24, items: 5 },
      incomplete: null,
      progressed: null,
      kept: null,
    });
    const asTheyAre = { scope: { points: 34, items: 7 }, incomplete: { points: 10, items: 2 } };
    for (const name of ['teampulse', 'tracker'] as const) {
      expect(by(name).figures).toMatchObject({ ...asTheyAre, commitment: null, completed: { points: 24, items: 5 } });
      expect(by(name)).toMatchObject({ progress: null, reliability: null });
    }
  });

  it('differs between the first days of Timebox and Taiga by what happened since the start', () => {
    const [commitment] = compareProfiles(items, metricProfiles.native, metricProfiles.taiga);
    expect(commitment).toMatchObject({ figure: 'commitment', change: { points: 11, items: 1 } });
    const told = commitment?.parts.map((part) => [
      lettersOf([part.item.itemId]),
      part.rule,
      part.change.points,
      reasonsOf(part).map(({ kind }) => kind),
    ]);
    expect(told).toEqual([
      ['B', 'baseline', 5, ['raised', 'completed']],
      ['D', 'baseline', -5, ['removed']],
      ['F', 'baseline', 3, ['added', 'completed']],
      ['G', 'baseline', 8, ['added']],
    ]);
  });

  it('differs by what was finished after the last planned day where that is told apart', () => {
    const late = liveSprint12(at('2026-04-02 20:00'));
    const [completed] = compareProfiles(late, metricProfiles.jira, metricProfiles.azure);
    expect(completed).toMatchObject({
      figure: 'completed',
      before: { points: 24, items: 5 },
      after: { points: 21, items: 4 },
      parts: [{ rule: 'late', item: { itemId: idOf('F') }, change: { points: -3, items: -1 } }],
    });
    expect(completed?.parts.map(reasonsOf)).toMatchObject([[{ kind: 'completed' }]]);
  });
});

describe('What was finished here and is credited elsewhere', () => {
  it('is completed by the rules of other tools, each by the estimate with which it was finished', () => {
    const items = liveSprint12(undefined, [idOf('B'), idOf('I')]);
    expect(profileFigures(items, metricProfiles.native).figures.completed).toEqual({ points: 11, items: 3 });
    const [completed, ...others] = compareProfiles(items, metricProfiles.native, metricProfiles.jira);
    expect(others).toEqual([]);
    expect(completed).toMatchObject({
      figure: 'completed',
      before: { points: 11, items: 3 },
      after: { points: 24, items: 5 },
      parts: [
        { rule: 'credit', item: { itemId: idOf('B') }, change: { points: 13, items: 1 } },
        { rule: 'credit', item: { itemId: idOf('I') }, change: { points: 0, items: 1 } },
      ],
    });
    expect(completed?.parts.map(reasonsOf)).toMatchObject([[{ kind: 'completed' }], [{ kind: 'completed' }]]);
  });

  it('does not move what of the commitment was kept', () => {
    const items = liveSprint12(undefined, [idOf('B')]);
    expect(profileFigures(items, metricProfiles.native).figures.kept).toEqual({ points: 16, items: 4 });
  });
});

describe('A comparison of two profiles', () => {
  const turn = fc.record({
    itemId: fc.integer({ min: 1, max: 5 }),
    minute: fc.nat(100),
    now: fc.record({
      member: fc.boolean(),
      category: fc.constantFrom<Category[]>('queued', 'in_progress', 'done', 'cancelled'),
      estimate: fc.option(fc.constantFrom(0, 0.5, 1, 3, 8)),
    }),
  });
  const life = fc
    .record({
      turns: fc.array(turn, { maxLength: 40 }),
      start: fc.nat(100),
      grace: fc.nat(40),
      length: fc.nat(80),
      unestimatedAs: fc.constantFrom(0, 2),
      elsewhere: fc.subarray([1, 2, 3, 4, 5]),
    })
    .map(({ turns, start, grace, length, ...rules }) =>
      live(
        turns
          .toSorted((left, right) => left.minute - right.minute)
          .map(({ itemId, minute, now }) => ({ itemId, at: minute, now })),
        { startedAt: start, frozenAt: start + grace, over: start + length, zone: 'UTC', ...rules },
      ),
    );

  it('gives every unit of difference to one rule and to events of one item, and they add up exactly', () => {
    fc.assert(
      fc.property(life, fc.constantFrom(...names), fc.constantFrom(...names), (items, from, to) => {
        const [left, right] = [metricProfiles[from], metricProfiles[to]];
        const differences = compareProfiles(items, left, right);
        const [was, is] = [profileFigures(items, left).figures, profileFigures(items, right).figures];
        for (const { figure, before, after, change, parts } of differences) {
          expect([before, after]).toEqual([was[figure], is[figure]]);
          expect(plus(before, change)).toEqual(after);
          expect(parts.reduce((sum, part) => plus(sum, part.change), nothing)).toEqual(change);
          for (const part of parts) {
            const facts = reasonsOf(part);
            expect(left.rules[part.rule]).not.toBe(right.rules[part.rule]);
            expect(facts.length).toBeGreaterThan(0);
            expect(facts.every((fact) => fact.itemId === part.item.itemId)).toBe(true);
          }
        }
        const told = new Set(differences.map(({ figure }) => figure));
        const others = left.shows.filter((figure) => right.shows.some((each) => each === figure) && !told.has(figure));
        expect(others.map((figure) => was[figure])).toEqual(others.map((figure) => is[figure]));
      }),
      { numRuns: 2_000 },
    );
  });

  it('of a profile with itself finds nothing', () => {
    fc.assert(
      fc.property(life, fc.constantFrom(...names), (items, name) => {
        expect(compareProfiles(items, metricProfiles[name], metricProfiles[name])).toEqual([]);
      }),
    );
  });
});
