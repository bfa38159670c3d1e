import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { FlowChart } from './flow-chart.tsx';
import { ForecastChart } from './forecast-chart.tsx';
import { VelocityChart, type VelocityChartProps } from './velocity-chart.tsx';

const velocity: VelocityChartProps = {
  id: 'v',
  bars: [
    { id: 1, name: 'Iteration 23', committed: 20, completed: 10, carried: 5, isExcluded: false, label: '23: 10 of 20' },
    { id: 2, name: 'Iteration 24', committed: 20, completed: 0, carried: 0, isExcluded: true, label: '24: none' },
  ],
  bands: [{ name: '+1', low: 8, middle: 9, high: 12, label: '8 to 12' }],
  mean: 10,
  whole: true,
  width: 456,
  height: 256,
  words: { summary: 'Velocity', mean: 'Mean', amount: String },
};

describe('A velocity chart', () => {
  const drawn = renderToStaticMarkup(<VelocityChart {...velocity} />);

  it('says each bar and each range in words that can be reached without a mouse', () => {
    for (const label of ['23: 10 of 20', '24: none', '8 to 12']) {
      expect(drawn).toContain(`aria-label="${label}" tabindex="0"`);
    }
  });

  it('shows what the team left out of the sample, pale, and a nothing as a nothing', () => {
    expect(drawn.match(/opacity="0.45"/g)).toHaveLength(1);
    expect(drawn).toContain('height="0" fill="var(--chart-done)"');
  });

  it('draws no mean where there is none', () => {
    expect(drawn).toContain('Mean 10');
    expect(renderToStaticMarkup(<VelocityChart {...velocity} mean={null} />)).not.toContain('Mean');
  });
});

describe('A cumulative flow diagram', () => {
  it('names how many items wait, are being worked on and are done at its end', () => {
    const drawn = renderToStaticMarkup(
      <FlowChart
        days={[
          { day: '2026-03-23', isWorking: true, arrived: 3, started: 1, done: 0 },
          { day: '2026-03-24', isWorking: true, arrived: 6, started: 5, done: 4 },
        ]}
        today={null}
        width={700}
        height={256}
        words={{
          summary: 'Flow',
          queued: 'To do',
          inProgress: 'Doing',
          done: 'Done',
          today: 'Today',
          day: String,
          amount: String,
        }}
      />,
    );
    for (const name of ['>To do 1<', '>Doing 1<', '>Done 4<']) expect(drawn).toContain(name);
  });
});

describe('A forecast', () => {
  const words = { summary: 'When', outcome: String, share: String, answer: (percent: number) => `${percent} %` };
  const outcomes = [12, 14, 16].map((value) => ({ value, to: value + 1, chance: value / 42 }));

  it('draws every outcome and a line at each answer that is among them', () => {
    const answers = [
      { percent: 50, value: 13 },
      { percent: 85, value: 16 },
      { percent: 95, value: 40 },
    ];
    const drawn = renderToStaticMarkup(
      <ForecastChart outcomes={outcomes} answers={answers} width={700} height={256} words={words} />,
    );
    expect(drawn.match(/<title>/g)).toHaveLength(3);
    expect(drawn).toContain('50 %: 13');
    expect(drawn).toContain('85 %: 16');
    expect(drawn).not.toContain('95 %');
  });
});
