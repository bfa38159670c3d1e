import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../support/open-test-app.ts';
import { useTestServer } from '../support/open-test-server.ts';

/** A query over iterations; `expectStatus` is a status or several, separated by `|`. */
interface ReadyCase {
  readonly query: string;
  readonly expectStatus: string;
}

interface Suite {
  readonly cases: readonly { readonly id: string; readonly teampulse?: ReadyCase }[];
  readonly supplement: readonly (ReadyCase & { readonly id: string })[];
}

const file =
  process.env['TIMEBOX_ODATA_CASES'] ??
  fileURLToPath(new URL('../../../shared/conformance/odata-cases.json', import.meta.url));
const suite: Suite = existsSync(file)
  ? (JSON.parse(readFileSync(file, 'utf8')) as Suite)
  : { cases: [], supplement: [] };
const ready = [
  ...suite.cases.flatMap(({ id, teampulse }) => (teampulse === undefined ? [] : [{ id, ...teampulse }])),
  ...suite.supplement,
];
const wasFound = ready.length > 0;
const absent = `was NOT CHECKED: there is no ${file}; TIMEBOX_ODATA_CASES may name another`;

describe.each(engines)('the running server on %s', (engine) => {
  const test = useTestServer(engine);
  beforeAll(async () => {
    const { actions, admin } = test();
    const { id } = await actions.createProject(admin, { title: 'Project name' });
    for (const name of ["O'Neil's Milk", 'México D.F.']) {
      const body = { name, projectId: id, startDate: '2013-10-02', endDate: '2013-10-16', minCapacity: 5 };
      await test().send('POST', '/api/v1/iterations', { body, headers: headers() });
    }
  });
  const headers = () => ({ authorization: `WRAP access_token=${test().token}` });

  it(`what OASIS and ASP.NET Web API ask of queries ${wasFound ? 'holds for iterations' : absent}`, async () => {
    const deviations: string[] = [];
    for (const { id, query, expectStatus } of ready) {
      // As a client sends it: what may not stand in an address is encoded, what is encoded already stays.
      const encoded = query.replace(/[^\x21-\x7e]|#/gu, encodeURIComponent);
      const answer = await test().send('GET', `/api/v1/iterations?${encoded}`, { headers: headers() });
      const keys = Object.keys(answer.json());
      const isShaped = answer.status === 200 ? keys[0] === 'totalResults' : keys.at(-1) === 'Message';
      if (!expectStatus.split('|').includes(String(answer.status)) || !isShaped) {
        deviations.push(`${id} ${query}: ${answer.status} ${answer.text.slice(0, 200)}`);
      }
    }
    const agreeing = ready.length - deviations.length;
    console.info(`OData: ${agreeing} of ${ready.length} queries agree`);
    expect({ agreeing, deviations }).toEqual({ agreeing: wasFound ? 285 : 0, deviations: [] });
  });
});
