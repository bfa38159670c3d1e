import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { coveragePage, dialects, pagePath } from '../../scripts/coverage.mjs';
import { useTestServer } from '../support/open-test-server.ts';

const root = resolve(import.meta.dirname, '../..');

describe('The coverage page', () => {
  const test = useTestServer('sqlite');

  it.each(dialects)('lists as offered what the routes of $name answer, and nothing else', async (dialect) => {
    const { paths } = (await test().send('GET', `/${dialect.folder}/openapi.json`)).json();
    const answered = nameless(
      Object.entries<object>(paths).flatMap(([path, item]) =>
        Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
      ),
    );
    const listed = nameless(
      rowsOf(dialect.operations)
        .filter(([, { notOffered }]) => notOffered === undefined)
        .map(([key]) => key),
    );
    expect({
      'listed and not answered': listed.filter((key) => !answered.includes(key)),
      'answered and not listed': answered.filter((key) => !listed.includes(key)),
    }).toEqual({ 'listed and not answered': [], 'answered and not listed': [] });
  });

  it('names each request once, and says why it is not as the vendor has it', () => {
    for (const { operations } of dialects) {
      const rows = rowsOf(operations);
      const keys = nameless(rows.map(([key]) => key));
      expect(keys).toEqual([...new Set(keys)]);
      for (const [key, { differs, notOffered }] of rows) {
        expect(key).toMatch(/^(GET|POST|PUT|PATCH|DELETE) (\/([\w.-]+|\{\w+\}))+$/);
        const reasons = [differs, notOffered].filter((why) => why !== undefined);
        expect(reasons.length).toBeLessThan(2);
        for (const why of reasons) expect(why).toMatch(/^[A-Z0-9].*\.$/);
      }
    }
  });

  it('is what `npm run coverage` makes of the tables', () => {
    expect(readFileSync(join(root, pagePath), 'utf8')).toBe(coveragePage());
  });
});

interface Row {
  readonly summary: string;
  readonly differs?: string;
  readonly notOffered?: string;
}

function rowsOf(operations: Readonly<Record<string, Readonly<Record<string, Row>>>>): [key: string, row: Row][] {
  return Object.values(operations).flatMap((group) => Object.entries(group));
}

/** Parameters may be called otherwise in a table than in the routes. */
function nameless(keys: readonly string[]): string[] {
  return keys.map((key) => key.replace(/\{\w+\}/g, '{}')).sort();
}
