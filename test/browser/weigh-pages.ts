import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

interface Chunk {
  readonly file: string;
  readonly css?: readonly string[];
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
}

/** Bytes that travel, compressed. */
export interface Weights {
  /** The script that every page begins with, and the heavier language. */
  readonly first: number;
  /** The script that a page adds. */
  readonly pages: Readonly<Record<string, number>>;
  /** The script of what is fetched only when somebody asks for it. */
  readonly dialogs: Readonly<Record<string, number>>;
  readonly styles: number;
}

const folder = 'dist/web';

/** Weighs what the last build left, by its manifest. */
export function weighPages(): Weights {
  const manifest: Readonly<Record<string, Chunk>> = JSON.parse(readFileSync(`${folder}/.vite/manifest.json`, 'utf8'));
  const chunk = (name: string): Chunk => {
    const found = manifest[name];
    if (found === undefined) throw new Error(`The build has no ${name}`);
    return found;
  };
  const needs = (name: string, found = new Set<string>()): ReadonlySet<string> => {
    if (found.has(name)) return found;
    found.add(name);
    for (const each of chunk(name).imports ?? []) needs(each, found);
    return found;
  };
  const weigh = (files: Iterable<string>) =>
    [...files].reduce((sum, file) => sum + gzipSync(readFileSync(`${folder}/${file}`)).length, 0);
  const entry = needs('index.html');
  const added = (name: string) => {
    // Whoever opens something has been downloaded before.
    const openers = Object.keys(manifest).filter((each) => chunk(each).dynamicImports?.includes(name));
    const known = new Set([...entry, ...openers.flatMap((each) => [...needs(each)])]);
    return weigh([...needs(name)].filter((each) => !known.has(each)).map((each) => chunk(each).file));
  };
  const lazy = Object.keys(manifest).filter((name) =>
    Object.values(manifest).some((each) => each.dynamicImports?.includes(name)),
  );
  const languages = lazy.filter((name) => name.startsWith('words/'));
  const pages = lazy.filter((name) => name.endsWith('-page.tsx'));
  const others = lazy.filter((name) => !languages.includes(name) && !pages.includes(name));
  const table = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, added(name)]));
  return {
    first: weigh([...entry].map((name) => chunk(name).file)) + Math.max(...languages.map(added)),
    pages: table(pages),
    dialogs: table(others),
    styles: weigh(new Set(Object.values(manifest).flatMap(({ css }) => css ?? []))),
  };
}
