/** The colours in which a chart is drawn where no page surrounds it. */
export type Theme = 'light' | 'dark';

/** What each `--chart-…` stands for; the pages have the same in their style sheet. */
export const colours: Readonly<Record<Theme, Readonly<Record<string, string>>>> = {
  light: {
    text: '#52525b',
    surface: '#fff',
    grid: '#e4e4e7',
    'day-off': '#f4f4f5',
    today: '#b91c1c',
    ideal: '#71717a',
    scope: '#52525b',
    remaining: '#4338ca',
    event: '#b45309',
    done: '#15803d',
    behind: '#b91c1c',
  },
  dark: {
    text: '#d4d4d8',
    surface: '#27272a',
    grid: '#3f3f46',
    'day-off': '#1f1f23',
    today: '#fca5a5',
    ideal: '#a1a1aa',
    scope: '#d4d4d8',
    remaining: '#a5b4fc',
    event: '#fbbf24',
    done: '#4ade80',
    behind: '#fca5a5',
  },
};

/** The style sheet of a chart that stands for itself. */
export function sheetOf(theme: Theme): string {
  const named = Object.entries(colours[theme]).map(([name, colour]) => `--chart-${name}:${colour}`);
  return `svg{${named.join(';')};background:var(--chart-surface);font:12px system-ui,sans-serif}`;
}
