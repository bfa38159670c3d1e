import { BurndownChart } from '../charts/burndown-chart.tsx';
import { BurnupChart } from '../charts/burnup-chart.tsx';
import type { ChartWords } from '../charts/progress-frame.tsx';
import { VelocityChart } from '../charts/velocity-chart.tsx';
import type { DrawCharts } from '../dialects/native/plugin.ts';
import { drawing } from './drawing.ts';

/** What drawings say, once for each language; the pages have their own words beside them. */
const said = {
  en: {
    burndown: 'Burndown of',
    burnup: 'Burn-up of',
    velocity: 'Velocity of',
    scope: 'Scope',
    done: 'Done',
    remaining: 'Remaining',
    ideal: 'Ideal',
    today: 'Today',
    mean: 'Mean',
    committed: 'committed',
    completed: 'completed',
  },
  ru: {
    burndown: 'Диаграмма сгорания:',
    burnup: 'Диаграмма накопления:',
    velocity: 'Темп:',
    scope: 'Объём',
    done: 'Готово',
    remaining: 'Осталось',
    ideal: 'Идеал',
    today: 'Сегодня',
    mean: 'Среднее',
    committed: 'обещано',
    completed: 'сделано',
  },
} as const;

const shape = 0.44;

/** The burndown or burn-up of an iteration, in points, or in items where nothing has an estimate. */
export const drawProgress: DrawCharts['progress'] = async (kind, figures, { theme, language, width, today }) => {
  const words = said[language];
  const { iteration, burndown, finishedDay } = figures;
  const unit = figures.figures.scopePoints === 0 && figures.figures.scopeItems > 0 ? 'items' : 'points';
  const days = (burndown?.days ?? []).map((day) => ({
    day: day.day,
    isWorking: day.isWorking,
    scope: day.scope[unit],
    done: day.done[unit],
    remaining: day.remaining[unit],
    ideal: day.ideal[unit],
    idealByCapacity: day.idealByCapacity?.[unit] ?? null,
    rebased: day.rebased[unit],
  }));
  const knownUntil = finishedDay ?? today;
  const last = days.findLast(({ day }) => day <= knownUntil);
  const amount = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const short = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });
  const told: ChartWords = {
    summary: [
      `${words[kind]} ${iteration.title}`,
      `${words.remaining} ${amount.format(last?.remaining ?? 0)}`,
      `${words.scope} ${amount.format(last?.scope ?? 0)}`,
    ].join(', '),
    scope: words.scope,
    done: words.done,
    remaining: words.remaining,
    ideal: words.ideal,
    today: words.today,
    day: (day) => short.format(Date.parse(`${day}T00:00:00Z`)),
    amount: (value) => amount.format(value),
    change: (value) => `${value > 0 ? '+' : '−'}${amount.format(Math.abs(value))}`,
    scopeChange: (day, value) => `${day}: ${value}`,
  };
  const drawn = {
    days,
    committed: burndown?.committed[unit] ?? 0,
    scopeAtStart: burndown?.scopeAtStart[unit] ?? 0,
    knownUntil,
    today: finishedDay === null ? today : null,
    whole: unit === 'items',
    width,
    height: Math.round(width * shape),
    words: told,
  };
  const chart = kind === 'burndown' ? <BurndownChart {...drawn} id="burndown" /> : <BurnupChart {...drawn} />;
  return drawing(chart, theme);
};

/** The velocity of a project in points, with the range of the next iterations. */
export const drawVelocity: DrawCharts['velocity'] = async (title, velocity, { theme, language, width }) => {
  const words = said[language];
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const amount = (value: number) => number.format(value);
  const bars = velocity.bars.map((bar) => ({
    id: bar.id,
    name: bar.title,
    committed: bar.committed?.points ?? 0,
    completed: bar.completed.points,
    carried: bar.carried?.points ?? 0,
    isExcluded: bar.isExcluded,
    label: `${bar.title}: ${words.completed} ${amount(bar.completed.points)}, ${words.committed} ${amount(bar.committed?.points ?? 0)}`,
  }));
  const bands = velocity.next.flatMap(({ iteration, band }, index) => {
    if (band === null) return [];
    const name = iteration?.title ?? `+${index + 1}`;
    const label = `${name}: ${amount(band.p15)}–${amount(band.p85)}`;
    return [{ name, low: band.p15, middle: band.p50, high: band.p85, label }];
  });
  return drawing(
    <VelocityChart
      id="velocity"
      bars={bars}
      bands={bands}
      mean={velocity.summary?.mean ?? null}
      whole={false}
      width={width}
      height={Math.round(width * shape)}
      words={{ summary: `${words.velocity} ${title}`, mean: words.mean, amount }}
    />,
    theme,
  );
};
