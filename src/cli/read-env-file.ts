import { existsSync, readFileSync } from 'node:fs';

/** The file that is read from the working folder when no other is named. */
const usualName = 'timebox.env';

/** Settings of a file, by name, with what is wrong with it. */
export interface EnvFile {
  readonly name: string;
  readonly values: Readonly<Record<string, string>>;
  readonly faults: readonly string[];
}

/**
 * Reads `KEY=value` lines, as systemd and Docker do: blank lines and lines that begin with `#` are passed over, and one
 * pair of quotes around a value is taken off. A file that was named must be there, the usual one need not.
 */
export function readEnvFile(named: string | undefined): EnvFile {
  const name = named ?? usualName;
  if (named === undefined && !existsSync(name)) return { name, values: {}, faults: [] };
  try {
    return parse(name, readFileSync(name, 'utf8'));
  } catch (error) {
    return { name, values: {}, faults: [`${name} cannot be read: ${String(error)}`] };
  }
}

function parse(name: string, content: string): EnvFile {
  const values: Record<string, string> = {};
  const faults: string[] = [];
  for (const [index, line] of content.split(/\r?\n/).entries()) {
    if (/^\s*(#|$)/.test(line)) continue;
    const match = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*?)\s*$/.exec(line);
    const [, key, value] = match ?? [];
    if (key === undefined || value === undefined) faults.push(`${name}, line ${index + 1}: must be KEY=value`);
    else values[key] = /^(["'])(.*)\1$/.exec(value)?.[2] ?? value;
  }
  return { name, values, faults };
}
