import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseQueryOptions } from '../../src/dialects/teampulse/odata/options.ts';
import { filterRows, sortRows } from '../support/evaluate-filter.ts';
import { iterationCatalogue, iterationList, now } from '../support/iteration-list.ts';
import { type BothEngines, openBothEngines } from './both-engines.ts';

const day = 86_400_000;
const iterations = [-1, 0, 1, 2, 3, 4].map((n) => ({
  id: n + 10,
  projectId: 1,
  parentId: n,
  name: ['', 'API', "O'Neil", 'straße 100%', 'İ_x', '𝒳 '][n + 1]!,
  path: 'API\\x'.repeat(n + 1),
  sequence: n,
  isRelease: n % 2 === 0,
  startDate: new Date(now + n * day).toISOString().slice(0, 10),
  endDate: new Date(now + 3 * n * day).toISOString().slice(0, 10),
  minCapacity: n > 1 ? null : n / 2,
  maxCapacity: n < 1 ? null : 0.1 * n,
  createdBy: 'Ann',
  createdAt: now + n * 40_000_000,
  lastModifiedBy: 'Bob',
  lastModifiedAt: now,
}));

let engines: BothEngines;
beforeAll(async () => {
  engines = await openBothEngines(iterationCatalogue);
  await engines.fill(iterations);
});
afterAll(() => engines.close());

const { condition, key } = fc.letrec<{ condition: string; number: string; text: string; date: string; key: string }>(
  (tie) => {
    const [number, text, date, condition] = [tie('number'), tie('text'), tie('date'), tie('condition')];
    const words = (...parts: readonly (string | fc.Arbitrary<string>)[]) =>
      fc
        .tuple(...parts.map((part) => (typeof part === 'string' ? fc.constant(part) : part)))
        .map((all) => all.join(''));
    const compare = fc.constantFrom(' eq ', ' ne ', ' lt ', ' le ', ' gt ', ' ge ');
    return {
      number: fc.oneof(
        { maxDepth: 3, withCrossShrink: true },
        fc.constantFrom(
          'id',
          'sequence',
          'MinCapacity',
          'maxcapacity',
          '0',
          '-1',
          '2.5',
          '1e300',
          '3L',
          '1M',
          'INF',
          'null',
        ),
        words('(', number, fc.constantFrom(' add ', ' sub ', ' mul ', ' div ', ' divby ', ' mod '), number, ')'),
        words(fc.constantFrom('length', '-', 'round', 'floor'), '(', number, ')'),
        words(fc.constantFrom('year', 'hour', 'second', 'day'), '(', date, ')'),
        words('indexof(', text, ',', text, ')'),
      ),
      text: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom('name', 'path', "''", "'API'", "'x''y'", "'%'", "'2013-10-10'", 'null'),
        words(fc.constantFrom('tolower', 'toupper', 'trim'), '(', text, ')'),
        words('concat(', text, ',', text, ')'),
        words('substring(', text, ',', fc.constantFrom('0', '1', '-2', 'sequence', 'id'), ')'),
        words('replace(', text, ',', text, ',', text, ')'),
      ),
      date: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom('startDate', 'endDate', 'createdAt', 'lastModifiedAt', 'now()', 'maxdatetime()', 'null'),
        fc.constantFrom(
          "datetime'2013-10-10'",
          "datetime'2013-10-10T12:00'",
          '2013-10-10T23:59:59.999-07:00',
          '0001-01-01',
        ),
        words('date(', date, ')'),
      ),
      condition: fc.oneof(
        { maxDepth: 4 },
        words(number, compare, number),
        words(text, compare, text),
        words(date, compare, date),
        words(date, compare, fc.constantFrom("'2013-10-10'", "'2013-10-10T12:00:00'")),
        words(fc.constantFrom('startswith', 'endswith', 'contains', 'substringof'), '(', text, ', ', text, ')'),
        words(number, ' in (', fc.constantFrom('', '1', '2,null', '-1, 2.5'), ')'),
        words(date, ' in (', fc.constantFrom("2013-10-10, datetime'2013-10-10T12:00'", "null,'2013-10-11'"), ')'),
        words('(', condition, fc.constantFrom(' and ', ' or ', ' eq ', ' ne ', ' lt '), condition, ')'),
        words('not (', condition, ')'),
        fc.constantFrom('isRelease', 'not isRelease', 'isRelease eq 1', 'null', 'true'),
      ),
      key: words(fc.oneof(number, text, date, condition), fc.constantFrom('', ' asc', ' desc')),
    };
  },
);

it('a query that is taken is answered alike by both engines, never with an error', { timeout: 120_000 }, async () => {
  let taken = 0;
  await fc.assert(
    fc.asyncProperty(condition, key, async (filterText, orderText) => {
      const rawQuery = `$filter=${encodeURIComponent(filterText)}&$orderby=${encodeURIComponent(orderText)}`;
      const answer = parseQueryOptions(iterationList, rawQuery, now);
      if ('faults' in answer) return;
      taken += 1;
      const { filter, order } = answer.query;
      const kept = filter === undefined ? iterations : filterRows(filter, iterations);
      const meant = sortRows(order, kept).map((row) => row.id);
      expect(await engines.ask(filter, order)).toEqual({ sqlite: meant, postgres: meant });
    }),
    { numRuns: 600 },
  );
  expect(taken).toBeGreaterThan(150);
});
