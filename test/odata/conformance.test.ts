import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isTextFault } from '../../src/dialects/teampulse/odata/fault.ts';
import { parseQueryOptions } from '../../src/dialects/teampulse/odata/options.ts';
import { parseFilter } from '../../src/dialects/teampulse/odata/parser.ts';
import { filterRows, sortRows } from '../support/evaluate-filter.ts';
import { iterationCatalogue, iterationList, now } from '../support/iteration-list.ts';
import { type BothEngines, openBothEngines } from './both-engines.ts';

interface Case {
  readonly id: string;
  readonly input: string;
  readonly rule: string;
  readonly expect: 'accept' | 'reject';
  readonly profile: 'core' | 'v4' | 'out-of-scope';
  readonly teampulse?: ReadyCase;
}

/** A query over iterations; `expectStatus` is a status or several, separated by `|`. */
interface ReadyCase {
  readonly query: string;
  readonly expectStatus: string;
}

interface Suite {
  readonly cases: readonly Case[];
  readonly supplement: readonly (ReadyCase & { readonly id: string })[];
}

const file =
  process.env['TIMEBOX_ODATA_CASES'] ??
  fileURLToPath(new URL('../../../shared/conformance/odata-cases.json', import.meta.url));

const iterations = [
  {
    id: 1,
    projectId: 1,
    parentId: -1,
    name: 'Project name',
    path: '',
    sequence: 0,
    isRelease: true,
    startDate: '2013-10-02',
    endDate: '2014-10-02',
    minCapacity: null,
    maxCapacity: null,
    createdBy: 'Ann',
    createdAt: Date.parse('2013-10-02T09:00:00Z'),
    lastModifiedBy: 'Ann',
    lastModifiedAt: Date.parse('2013-10-02T09:00:00Z'),
  },
  {
    id: 2,
    projectId: 1,
    parentId: 1,
    name: "O'Neil's Milk",
    path: "O'Neil's Milk",
    sequence: 0,
    isRelease: false,
    startDate: '1974-08-08',
    endDate: '2013-05-25',
    minCapacity: 2.55,
    maxCapacity: 5.1,
    createdBy: 'Bob',
    createdAt: Date.parse('2000-12-12T12:00:00Z'),
    lastModifiedBy: 'Ann',
    lastModifiedAt: Date.parse('2013-10-10T08:12:33Z'),
  },
  {
    id: 3,
    projectId: 1,
    parentId: 1,
    name: 'México D.F.',
    path: 'México D.F.',
    sequence: 1,
    isRelease: false,
    startDate: '2013-10-02',
    endDate: '2013-10-16',
    minCapacity: 5,
    maxCapacity: 5,
    createdBy: 'Bob',
    createdAt: Date.parse('2013-10-10T08:12:33Z'),
    lastModifiedBy: 'Bob',
    lastModifiedAt: Date.parse('2013-10-10T08:12:33Z'),
  },
];

const suite: Suite = existsSync(file)
  ? (JSON.parse(readFileSync(file, 'utf8')) as Suite)
  : { cases: [], supplement: [] };
const wasFound = suite.cases.length > 0;
const ready = [
  ...suite.cases.flatMap(({ id, teampulse }) => (teampulse === undefined ? [] : [{ id, ...teampulse }])),
  ...suite.supplement,
];
const others = suite.cases.filter((each) => each.teampulse === undefined);
const absent = `was NOT CHECKED: there is no ${file}; TIMEBOX_ODATA_CASES may name another`;

let engines: BothEngines;
beforeAll(async () => {
  engines = await openBothEngines(iterationCatalogue);
  await engines.fill(iterations);
});
afterAll(() => engines.close());

/** The status of a query; one that is accepted must also mean the same to the evaluator and to both engines. */
async function statusOf(rawQuery: string): Promise<number> {
  const answer = parseQueryOptions(iterationList, rawQuery, now);
  if ('faults' in answer) return answer.faults[0]!.status;
  const { filter, order } = answer.query;
  const kept = filter === undefined ? iterations : filterRows(filter, iterations);
  const meant = sortRows(order, kept).map((row) => row.id);
  expect(await engines.ask(filter, order)).toEqual({ sqlite: meant, postgres: meant });
  return 200;
}

it(`what OASIS and ASP.NET Web API ask of queries ${wasFound ? 'holds for iterations' : absent}`, async () => {
  const deviations: string[] = [];
  for (const { id, query, expectStatus } of ready) {
    const status = await statusOf(query);
    if (!expectStatus.split('|').includes(String(status))) deviations.push(`${id} ${query}: ${status}`);
  }
  const agreeing = ready.length - deviations.length;
  console.info(`OData: ${agreeing} of ${ready.length} queries agree`);
  expect({ agreeing, deviations }).toEqual({ agreeing: wasFound ? 285 : 0, deviations: [] });
});

it(`what OASIS says of other texts ${wasFound ? 'holds where it is in scope, and the rest is refused cleanly' : absent}`, () => {
  const deviations = others.flatMap((each) => deviationOf(each) ?? []);
  const agreeing = others.length - deviations.length;
  console.info(`OData: ${agreeing} of ${others.length} texts agree`);
  expect({ agreeing, deviations }).toEqual({ agreeing: wasFound ? 172 : 0, deviations: [] });
});

/**
 * Texts without a query over iterations. What is in scope goes through the parser alone, as its fields are another
 * model's; what is out of scope goes the whole way and must be refused.
 */
function deviationOf({ id, rule, input, expect: expected, profile }: Case): string | undefined {
  if (profile !== 'out-of-scope') {
    const isTaken = takes(() => parseFilter(input));
    return isTaken === (expected === 'accept') ? undefined : `${id} ${input}: ${isTaken ? 'taken' : 'refused'}`;
  }
  const isOption = ['filter', 'orderby', 'select', 'queryOptions'].includes(rule);
  const answer = parseQueryOptions(iterationList, isOption ? input : `$filter=${input.replaceAll('&', '%26')}`, now);
  return 'faults' in answer ? undefined : `${id} ${input}: taken`;
}

function takes(parse: () => unknown): boolean {
  try {
    parse();
    return true;
  } catch (error) {
    if (isTextFault(error)) return false;
    throw error;
  }
}
