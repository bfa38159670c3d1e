import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { colours } from '../charts/colours.ts';
import { VelocityChart } from '../charts/velocity-chart.tsx';
import { drawing } from './drawing.ts';

const draw = (name: string) =>
  drawing(
    <VelocityChart
      id="v"
      bars={[{ id: 1, name, committed: 20, completed: 10, carried: 5, isExcluded: false, label: name }]}
      bands={[]}
      mean={null}
      whole
      width={456}
      height={256}
      words={{ summary: `Velocity of ${name}`, mean: 'Mean', amount: String }}
    />,
    'dark',
  );

describe('A drawing', () => {
  it('stands for itself: one picture with a name, its colours within, nothing to press', () => {
    const drawn = draw('Iteration 24');
    expect(drawn).toMatch(
      /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" role="img" aria-label="Velocity of Iteration 24"/,
    );
    expect(drawn).toContain('<style>svg{--chart-text:#d4d4d8;');
    expect(drawn).not.toContain('tabindex');
    const used = new Set([...drawn.matchAll(/var\((--chart-[a-z-]+)\)/g)].map((match) => match[1]));
    for (const name of used) expect(drawn).toContain(`${name}:#`);
  });

  it('shows text as text, whatever is written in a title', () => {
    const drawn = draw('</text><script>alert(1)</script>"\'&');
    expect(drawn).not.toContain('<script>');
    expect(drawn).toContain('&lt;script&gt;');
  });

  it.each(['light', 'dark'] as const)('has the colours of the pages, %s', (theme) => {
    const sheet = readFileSync('src/web/styles/tokens.css', 'utf8');
    const [light = '', dark = ''] = sheet.split('[data-mantine-color-scheme="dark"]');
    const tokens = valuesIn(theme === 'light' ? light : dark.slice(0, dark.indexOf('}')));
    const charts = valuesIn(sheet.slice(sheet.lastIndexOf('{')));
    for (const [name, colour] of Object.entries(colours[theme])) {
      const token = /^var\(--(.*)\)$/.exec(charts.get(`chart-${name}`) ?? '')?.[1] ?? '';
      expect([name, tokens.get(token)]).toEqual([name, colour]);
    }
  });
});

function valuesIn(css: string): ReadonlyMap<string, string> {
  return new Map([...css.matchAll(/--([a-z-]+): ([^;]+);/g)].map(([, name = '', value = '']) => [name, value]));
}
