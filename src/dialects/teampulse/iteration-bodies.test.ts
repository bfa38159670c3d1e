import { describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';
import { faultsOf, useTeamPulse } from '../../../test/support/use-teampulse.ts';

describe.each(engines)('bodies that TeamPulse takes, on %s', (engine) => {
  const { send, get, projectId } = useTeamPulse(useTestServer(engine));
  const form = { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' };

  it('a form says the same as JSON', async () => {
    const body = `name=Form+%D0%AF&projectId=${projectId()}&startDate=2013-10-02T00%3A00%3A00&endDate=2013-10-16&minCapacity=1.5&maxCapacity=&parentId=0&sequence=0&isRelease=True`;
    const made = await send('POST', 'iterations', body, form);
    expect(made.status).toBe(201);
    expect(made.json()).toMatchObject({
      name: 'Form Я',
      startDate: '2013-10-02',
      endDate: '2013-10-16',
      minCapacity: 1.5,
      maxCapacity: null,
      parentId: 1,
      sequence: 0,
      isRelease: true,
    });
    const { id } = made.json();
    const changed = await send('PUT', `iterations/${id}`, 'name=12&minCapacity=', form);
    expect(changed.json()).toMatchObject({ name: '12', minCapacity: null, startDate: '2013-10-02' });
    const wrong = await send('PUT', `iterations/${id}`, 'name=&minCapacity=much&isRelease=maybe', form);
    expect([wrong.status, faultsOf(wrong)]).toEqual([
      400,
      ['iteration.isRelease', 'iteration.minCapacity', 'iteration.name'],
    ]);
    expect((await send('PUT', `iterations/${id}`, 'name=%ff', form)).status).toBe(400);
    expect((await send('PUT', 'iterations/999999', 'name=%ff', form)).status).toBe(404);
    expect(await get(id)).toEqual(changed.json());
  });

  it('JSON may be called plain text, and is read as strictly', async () => {
    const text = { 'content-type': 'text/plain;charset=UTF-8' };
    const made = await send('POST', 'iterations', { name: 'Text', projectId: projectId() }, text);
    expect([made.status, made.json().name]).toEqual([201, 'Text']);
    expect((await send('PUT', `iterations/${made.json().id}`, '{"name":', text)).status).toBe(400);
  });

  it('a form in parts says the same, and carries no files', async () => {
    const type = { 'content-type': 'multipart/form-data; boundary="-- a:b"' };
    const parts = (...fields: readonly (readonly [disposition: string, value: string])[]) =>
      `${fields.map(([name, value]) => `---- a:b\r\nContent-Disposition: form-data; ${name}\r\n\r\n${value}\r\n`).join('')}---- a:b--\r\n`;
    const project: readonly [string, string] = ['name=projectId', String(projectId())];
    const made = await send(
      'POST',
      'iterations',
      parts(project, ['name="name"', 'Форма'], ['name="minCapacity"', '1.5']),
      type,
    );
    expect(made.status).toBe(201);
    expect(made.json()).toMatchObject({ name: 'Форма', minCapacity: 1.5 });
    const { id } = made.json();
    const changed = await send('PUT', `iterations/${id}`, parts(['name="minCapacity"', '']), type);
    expect([changed.status, changed.json().minCapacity]).toEqual([200, null]);
    for (const body of [parts(['name="name"; filename="a.txt"', 'x']), parts(['name="name"', 'x']).slice(0, -4), '']) {
      const refused = await send('PUT', `iterations/${id}`, body, type);
      expect([refused.status, Object.keys(refused.json())]).toEqual([400, ['Message']]);
      expect((await send('PUT', 'iterations/999999', body, type)).status).toBe(404);
    }
    expect((await send('PUT', `iterations/${id}`, 'x'.repeat(2 ** 20 + 1), type)).status).toBe(413);
    expect(await get(id)).toEqual(changed.json());
  });

  it.each<[string, Record<string, string>, string]>([
    ['a type that is neither', { 'content-type': 'application/xml' }, 'The body must be JSON or a form.'],
    ['other letters', { 'content-type': 'application/json; charset=koi8-r' }, 'The body must be in UTF-8.'],
    [
      'a form in other letters',
      { ...form, 'content-type': `${form['content-type'].split(';')[0]}; charset=cp1251` },
      'The body must be in UTF-8.',
    ],
    [
      'what is packed',
      { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      'The body must not be compressed.',
    ],
  ])('of %s they are told that it is just this', async (_, headers, Message) => {
    const answer = await send('POST', 'iterations', '{}', headers);
    expect([answer.status, answer.json()]).toEqual([415, { Message }]);
  });

  it('other types are refused, after what is not there', async () => {
    const xml = { 'content-type': 'application/xml' };
    const { id } = (await send('POST', 'iterations', { name: 'Sprint', projectId: projectId() })).json();
    const answer = await send('PUT', `iterations/${id}`, '<a/>', xml);
    expect([answer.status, answer.json()]).toEqual([415, { Message: 'The body must be JSON or a form.' }]);
    expect((await send('POST', 'iterations', '<a/>', xml)).status).toBe(415);
    expect((await send('PUT', 'iterations/999999', '<a/>', xml)).status).toBe(404);
  });
});
