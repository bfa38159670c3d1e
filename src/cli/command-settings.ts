import { type Command, Option } from 'commander';
import { type ReadSettings, readSettings } from './read-settings.ts';
import { type Setting, type Settings, settingTable } from './settings.ts';

type SettingKey = keyof Settings;

/** Gives a command the flags of some settings, or of all that have one, and `--config`. */
export function addSettingFlags(command: Command, keys?: readonly SettingKey[]): Command {
  command.option('--config <file>', 'read settings from this file (without it: timebox.env, if there is one)');
  const settings: readonly Setting<unknown>[] =
    keys === undefined ? Object.values(settingTable) : keys.map((key) => settingTable[key]);
  for (const { name, flag, help } of settings) {
    if (flag !== undefined) command.addOption(new Option(flag, `${help} (${name})`));
  }
  return command;
}

/** The settings of a command line, with whatever is wrong with them. */
export function findSettings(command: Command): ReadSettings {
  const flags: Record<string, string> = {};
  const settings: readonly Setting<unknown>[] = Object.values(settingTable);
  for (const { name, flag } of settings) {
    const value: unknown = flag === undefined ? undefined : command.getOptionValue(new Option(flag).attributeName());
    if (typeof value === 'string') flags[name] = value;
    if (value === true) flags[name] = 'true';
  }
  const configFile: unknown = command.getOptionValue('config');
  return readSettings({ flags, env: process.env, ...(typeof configFile === 'string' ? { configFile } : {}) });
}

/** Settings that are all right; otherwise the command ends with a line for each one that is not. */
export function requireSettings(command: Command): ReadSettings & { readonly settings: Settings } {
  const read = findSettings(command);
  const { settings } = read;
  if (settings === null) {
    return command.error(read.faults.map((fault) => `timebox: ${fault}`).join('\n'), { exitCode: 2 });
  }
  return { ...read, settings };
}
