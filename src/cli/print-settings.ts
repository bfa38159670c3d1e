import type { FoundSetting } from './read-settings.ts';
import { type Setting, settingTable } from './settings.ts';

/** Settings as a file that `--config` takes, each with what gave it. Secrets are starred. */
export function settingLines(found: readonly FoundSetting[]): string {
  const lines = found.map(({ setting, text, origin }) => [
    `${setting.name}=${shownText(setting, text)}`,
    `# ${origin}`,
  ]);
  return lines.flatMap(([line, comment]) => [comment, line]).join('\n');
}

/** The same as data. */
export function settingList(
  found: readonly FoundSetting[],
): readonly { name: string; value: string; origin: string }[] {
  return found.map(({ setting, text, origin }) => ({ name: setting.name, value: shownText(setting, text), origin }));
}

/** The table of settings for the documentation, in Markdown. */
export function settingsTable(): string {
  const settings: readonly Setting<unknown>[] = Object.values(settingTable);
  const rows = settings.map(({ name, flag, default: usual, help }) => {
    const cells = [
      `\`${name}\``,
      flag === undefined ? '' : `\`${flag}\``,
      usual === '' ? 'not set' : `\`${usual}\``,
      help,
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return ['| Setting | Flag | Default | What it does |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function shownText(setting: Setting<unknown>, text: string): string {
  return text === '' || setting.shown === undefined ? text : setting.shown(text);
}
