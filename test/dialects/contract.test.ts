import { expect } from 'vitest';
import { describeDialect } from '../support/dialect-contract.ts';
import type { Answer } from '../support/dialect-under-test.ts';

describeDialect({
  name: 'Kaiten',
  unknownUrl: '/kaiten/api/latest/nowhere',
  headers: (token) => ({ authorization: `Bearer ${token}` }),
  make: async ({ actions, send }, headers, admin) => {
    const project = await actions.createProject(admin, { title: 'Alpha' });
    const list = `/api/latest/spaces/${project.uid}/iterations`;
    const { id } = (await send('POST', list, { body: { title: 'First' }, headers })).json();
    return { url: `${list}/${id}`, missingUrl: `${list}/00000000-0000-4000-8000-000000000000` };
  },
  change: { method: 'PATCH', body: (title) => ({ title }) },
  textKey: 'title',
  wrongMethod: 'PUT',
  expectError: expectKaitenError,
});

describeDialect({
  name: 'Tracker',
  unknownUrl: '/v3/nowhere',
  headers: (token, orgId) => ({ authorization: `OAuth ${token}`, 'x-org-id': String(orgId) }),
  make: async ({ actions, send }, headers, admin) => {
    const { defaultBoardId } = await actions.createProject(admin, { title: 'Alpha' });
    const body = { name: 'First', board: defaultBoardId, startDate: null, endDate: null };
    const { id } = (await send('POST', '/v3/sprints', { body, headers })).json();
    return { url: `/v3/sprints/${id}`, missingUrl: '/v3/sprints/999999' };
  },
  change: { method: 'PATCH', body: (name) => ({ name }) },
  textKey: 'name',
  wrongMethod: 'PUT',
  expectError: expectTrackerError,
});

describeDialect({
  name: 'TeamPulse',
  unknownUrl: '/api/v1/nowhere',
  headers: (token) => ({ authorization: `WRAP access_token=${token}` }),
  make: async ({ actions, send }, headers, admin) => {
    const { id: projectId } = await actions.createProject(admin, { title: 'Alpha' });
    const { id } = (await send('POST', '/api/v1/iterations', { body: { name: 'First', projectId }, headers })).json();
    return { url: `/api/v1/iterations/${id}`, missingUrl: '/api/v1/iterations/999999' };
  },
  change: { method: 'PUT', body: (name) => ({ name }) },
  textKey: 'name',
  wrongMethod: 'PATCH',
  expectError: expectTeamPulseError,
});

/** A text without more, nothing at all, or a message: by the status. */
function expectKaitenError({ text, headers, json }: Answer, status: number): void {
  if (status === 401) expect([text, headers['content-type']]).toEqual(['Unauthorized', 'text/plain; charset=utf-8']);
  else if (status === 403 || status === 404) expect([text, headers['content-type']]).toEqual(['', undefined]);
  else if (status === 429) {
    expect(text).toBe('Too many requests, please try again later.');
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
  } else expect(json()).toEqual({ message: expect.stringMatching(/./) });
}

/** Four keys, always. */
function expectTrackerError({ json }: Answer, status: number): void {
  const { errors, errorMessages, ...rest } = json();
  expect(rest).toEqual({ errorsData: {}, statusCode: status });
  expect(Object.keys(errors).length + errorMessages.length).toBeGreaterThan(0);
}

/** A message, and one sentence for each field at fault. */
function expectTeamPulseError({ json }: Answer): void {
  const { Message, ...faults } = json();
  for (const text of [Message, ...Object.values(faults)]) expect(text).toMatch(/^[A-Z].*\.$/);
}
