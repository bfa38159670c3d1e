/** What a person has chosen for this browser. */
export interface Preferences {
  /** The first day of a week: 1 Monday, 7 Sunday, as ISO 8601 numbers days. */
  readonly weekStart: 1 | 7;
  readonly density: 'comfortable' | 'default' | 'compact';
  /** Whether keys do something without Ctrl or Alt (WCAG 2.1.4 asks for a way to switch that off). */
  readonly singleKeys: boolean;
}

const key = 'timebox-preferences';
const defaults: Preferences = { weekStart: 1, density: 'default', singleKeys: true };

/** What was chosen, and the usual for the rest. */
export function preferences(): Preferences {
  const { weekStart, density, singleKeys } = readChosen();
  return {
    weekStart: weekStart === 7 ? 7 : 1,
    density: density === 'comfortable' || density === 'compact' ? density : 'default',
    singleKeys: singleKeys !== false,
  };
}

/** Keeps a choice for the next visit, and lets the pages follow it. */
export function choose(chosen: Partial<Preferences>): void {
  localStorage.setItem(key, JSON.stringify({ ...preferences(), ...chosen }));
  applyPreferences();
}

/** Tells the style sheets what was chosen. */
export function applyPreferences(): void {
  document.documentElement.dataset['density'] = preferences().density;
}

function readChosen(): { readonly [K in keyof Preferences]?: unknown } {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(key) ?? '{}');
    return typeof found === 'object' && found !== null ? found : defaults;
  } catch {
    return defaults;
  }
}
