import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { BurndownChart, type BurndownChartProps } from './burndown-chart.tsx';

const days = [
  { day: '2026-11-13', isWorking: true, scope: 10, remaining: 8, ideal: 5 },
  { day: '2026-11-14', isWorking: false, scope: 13, remaining: 11, ideal: 5 },
  { day: '2026-11-15', isWorking: false, scope: 13, remaining: 11, ideal: 5 },
  { day: '2026-11-16', isWorking: true, scope: 13, remaining: 11, ideal: 0 },
];

const props: BurndownChartProps = {
  days,
  committed: 10,
  scopeAtStart: 10,
  knownUntil: '2026-11-15',
  today: '2026-11-15',
  whole: false,
  width: 440,
  height: 256,
  words: {
    summary: 'Ten to eleven',
    scope: 'Scope',
    remaining: 'Remaining',
    ideal: 'Ideal',
    today: 'Today',
    day: (day) => day.slice(8),
    amount: String,
    change: (value) => `+${value}`,
    scopeChange: (day, value) => `${day}: ${value}`,
  },
};

const draw = (changed: Partial<BurndownChartProps> = {}) =>
  renderToStaticMarkup(<BurndownChart {...props} {...changed} />);

describe('A burndown', () => {
  it('says in a sentence what it shows, and in words what each of its marks means', () => {
    const drawn = draw();
    expect(drawn).toContain('role="group" aria-label="Ten to eleven"');
    expect(drawn.match(/role="img"/g)).toHaveLength(1);
    expect(drawn).toContain('aria-label="2026-11-14: 3" tabindex="0"');
  });

  it('steps from value to value and ends with the last known day', () => {
    // 388 pixels for four days, 200 for 15 points: a day is 97 wide, a point 13⅓ high.
    const step = /d="(M40,[\d.]+H[^"]*)"[^>]*stroke="var\(--chart-remaining\)"/.exec(draw())?.[1] ?? '';
    const numbers = step
      .split(/[MHV,]/)
      .slice(1)
      .map((text) => Math.round(Number(text)));
    expect(numbers).toEqual([40, 95, 89, 121, 186, 81, 283, 81, 331]);
  });

  it('marks days off, and today only while it is one of its days', () => {
    expect(draw().match(/--chart-day-off/g)).toHaveLength(2);
    expect(draw()).toContain('>Today<');
    expect(draw({ today: '2026-12-01' })).not.toContain('>Today<');
  });

  it('can be empty', () => {
    expect(draw({ days: [], committed: 0, scopeAtStart: 0 })).toContain('<svg');
  });
});
