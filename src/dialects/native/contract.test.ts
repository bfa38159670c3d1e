import { expect } from 'vitest';
import { describeDialect } from '../../../test/support/dialect-contract.ts';
import type { DialectContract } from '../../../test/support/dialect-under-test.ts';

describeDialect({
  name: 'Native',
  unknownUrl: '/native/v1/nowhere',
  headers: (token) => ({ authorization: `Bearer ${token}` }),
  make: async ({ actions, send }, headers, admin) => {
    const { id: projectId } = await actions.createProject(admin, { title: 'Alpha' });
    const list = `/native/v1/projects/${projectId}/iterations`;
    const { id } = (await send('POST', list, { body: { title: 'First' }, headers })).json();
    return { url: `/native/v1/iterations/${id}`, missingUrl: '/native/v1/iterations/999999' };
  },
  change: { method: 'PATCH', body: (title) => ({ title }) },
  textKey: 'title',
  changeHeaders: { 'if-match': '*' },
  wrongMethod: 'PUT',
  expectError: expectProblem,
});

function expectProblem({ headers, json }: Parameters<DialectContract['expectError']>[0], status: number): void {
  expect(headers['content-type']).toMatch(/^application\/problem\+json\b/);
  const { type, title, status: told, detail, requestId } = json();
  expect([type, title, told, detail]).toEqual([
    expect.stringMatching(/^urn:timebox:problem:|^about:blank$/),
    expect.stringMatching(/./),
    status,
    expect.stringMatching(/./),
  ]);
  expect(requestId).toBe(headers['x-request-id']);
}
