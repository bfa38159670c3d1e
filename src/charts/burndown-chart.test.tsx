import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { BurndownChart } from './burndown-chart.tsx';
import { BurnupChart } from './burnup-chart.tsx';
import type { IterationChartProps } from './progress-frame.tsx';

const days = [
  { day: '2026-11-13', isWorking: true, scope: 10, done: 2, remaining: 8, ideal: 5, idealByCapacity: null, rebased: 5 },
  {
    day: '2026-11-14',
    isWorking: false,
    scope: 13,
    done: 2,
    remaining: 11,
    ideal: 5,
    idealByCapacity: null,
    rebased: 8,
  },
  {
    day: '2026-11-15',
    isWorking: false,
    scope: 13,
    done: 2,
    remaining: 11,
    ideal: 5,
    idealByCapacity: null,
    rebased: 8,
  },
  {
    day: '2026-11-16',
    isWorking: true,
    scope: 13,
    done: 2,
    remaining: 11,
    ideal: 0,
    idealByCapacity: null,
    rebased: 0,
  },
];

const props: IterationChartProps = {
  days,
  committed: 10,
  scopeAtStart: 10,
  knownUntil: '2026-11-15',
  today: '2026-11-15',
  whole: false,
  width: 456,
  height: 256,
  id: 'one',
  words: {
    summary: 'Ten to eleven',
    scope: 'Scope',
    done: 'Done',
    remaining: 'Remaining',
    ideal: 'Ideal',
    today: 'Today',
    day: (day) => day.slice(8),
    amount: String,
    change: (value) => `+${value}`,
    scopeChange: (day, value) => `${day}: ${value}`,
  },
};

const burndown = (changed: Partial<IterationChartProps> = {}) =>
  renderToStaticMarkup(<BurndownChart {...props} {...changed} />);
const burnup = (changed: Partial<IterationChartProps> = {}) =>
  renderToStaticMarkup(<BurnupChart {...props} {...changed} />);

/** The corners of the line of a colour, in whole pixels. 400 of them lie across, 200 upwards for 14. */
function corners(drawn: string, tone: string): readonly (readonly number[])[] {
  const path = new RegExp(`d="(M[^"]*)"[^>]*stroke="var\\(--chart-${tone}\\)"`).exec(drawn)?.[1] ?? '';
  const numbers = path
    .split(/[ML,]/)
    .slice(1)
    .map((text) => Math.round(Number(text)));
  return numbers.flatMap((x, index) => (index % 2 === 0 ? [[x, numbers[index + 1] ?? Number.NaN]] : []));
}

describe('A burndown', () => {
  it('says in a sentence what it shows, and in words what each of its marks means', () => {
    const drawn = burndown();
    expect(drawn).toContain('role="group" aria-label="Ten to eleven"');
    expect(drawn.match(/role="img"/g)).toHaveLength(1);
    expect(drawn).toContain('aria-label="2026-11-14: 3" tabindex="0"');
  });

  it('steps from value to value in the middle of each day and ends with the last known one', () => {
    const line = corners(burndown(), 'remaining');
    expect([line[0], line.at(-1)]).toEqual([
      [44, 85],
      [344, 71],
    ]);
    // A line of steps ends with one more corner, of no height.
    const falls = line.filter(([x], index) => index > 0 && x === line[index - 1]?.[0]);
    expect(falls.map(([x]) => x)).toEqual([94, 194, 294, 344]);
  });

  it('marks days off, and today only while it is one of its days', () => {
    expect(burndown().match(/--chart-day-off/g)).toHaveLength(2);
    expect(burndown()).toContain('>Today<');
    expect(burndown({ today: '2026-12-01' })).not.toContain('>Today<');
  });

  it('draws the ideal that follows the scope only where it differs from the one that never moves', () => {
    expect(burndown().match(/--chart-ideal/g)).toHaveLength(2);
    const steady = days.map((day) => ({ ...day, rebased: day.ideal }));
    expect(burndown({ days: steady }).match(/--chart-ideal/g)).toHaveLength(1);
  });

  it('draws to when nothing is likely left, or as far as it goes', () => {
    const drawn = renderToStaticMarkup(
      <BurndownChart
        {...props}
        projected={[
          { ahead: 1, name: '50 %' },
          { ahead: 2, name: '85 %' },
        ]}
      />,
    );
    const ends = [
      ...drawn.matchAll(
        /<path[^>]*d="([^"]*)"[^>]*stroke-dasharray="2 4"|<path[^>]*stroke-dasharray="2 4"[^>]*d="([^"]*)"/g,
      ),
    ];
    const points = ends.map(([, one, other]) =>
      (one ?? other ?? '')
        .slice(1)
        .split('L')
        .map((at) => at.split(',').map(Number)),
    );
    // One day is left: what takes two is half done by its end. The chart ends at 444, nothing is at 228.
    const [sooner, later] = points;
    expect(sooner?.[1]).toEqual([444, 228]);
    expect(later?.[1]?.[0]).toBe(444);
    expect(later?.[1]?.[1]).toBeCloseTo((228 + (later?.[0]?.[1] ?? 0)) / 2, 0);
    expect(drawn).toContain('>85 %<');
    expect(renderToStaticMarkup(<BurndownChart {...props} />)).not.toContain('stroke-dasharray="2 4"');
  });

  it('draws the ideal by the hours of the team where they are known', () => {
    const planned = days.map((day, index) => ({ ...day, idealByCapacity: 10 - 2 * index }));
    expect(burndown({ days: planned })).not.toBe(burndown());
    const alike = days.map((day) => ({ ...day, idealByCapacity: day.ideal }));
    expect(burndown({ days: alike })).toBe(burndown());
    expect(burnup({ days: planned })).not.toBe(burnup());
  });

  it('is read off day by day, also with the keyboard, where there is somebody to read it', () => {
    expect(burndown()).not.toContain('role="slider"');
    const reading = { label: 'Day', at: 1, known: 3, text: '14 Nov: 11 left', choose: () => undefined };
    const drawn = burndown({ reading });
    expect(drawn).toContain('role="slider" tabindex="0" aria-label="Day" aria-valuemin="1" aria-valuemax="3"');
    expect(drawn).toContain('aria-valuenow="2" aria-valuetext="14 Nov: 11 left"');
  });

  it('can be empty', () => {
    expect(burndown({ days: [], committed: 0, scopeAtStart: 0 })).toContain('<svg');
  });
});

describe('A burn-up', () => {
  it('rises by what was done before the start and since, below the scope, with the same marks', () => {
    const drawn = burnup({ committed: 9 });
    const done = corners(drawn, 'done');
    expect([done[0], done.at(-1)]).toEqual([
      [44, 214],
      [344, 199],
    ]);
    expect(drawn.match(/role="img"/g)).toHaveLength(1);
    expect(drawn).toContain('>Done 2<');
  });

  it('can be empty', () => {
    expect(burnup({ days: [], committed: 0, scopeAtStart: 0 })).toContain('<svg');
  });
});
