import { describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';
import { errorBody } from '../../../test/support/use-tracker.ts';

const host = 'http://timebox.test/v3';

describe.each(engines)('Tracker queues, on %s', (engine) => {
  const test = useTestServer(engine);
  const send = (method: 'GET' | 'POST', url: string, body?: unknown, more: Record<string, string> = {}) =>
    test().send(method, url, {
      ...(body === undefined ? {} : { body }),
      headers: { authorization: `OAuth ${test().token}`, 'x-org-id': '1', ...more },
    });
  const en = { 'accept-language': 'en' };
  const design = {
    key: 'DESIGN',
    name: 'Design',
    lead: 'acme-admin',
    defaultType: 'task',
    defaultPriority: 'normal',
    issueTypesConfig: [{ issueType: 'task', workflow: 'oicn', resolutions: ['wontFix', 'fixed'] }],
  };
  const inEnglish = {
    self: `${host}/queues/DESIGN`,
    id: 1,
    key: 'DESIGN',
    version: 1,
    name: 'Design',
    lead: { self: `${host}/users/1`, id: '1', display: 'Admin of acme' },
    assignAuto: false,
    allowExternals: false,
    defaultType: { self: `${host}/issuetypes/2`, id: '2', key: 'task', display: 'Task' },
    defaultPriority: { self: `${host}/priorities/3`, id: '3', key: 'normal', display: 'Medium' },
    denyVoting: false,
  };
  const inRussian = {
    ...inEnglish,
    defaultType: { ...inEnglish.defaultType, display: 'Задача' },
    defaultPriority: { ...inEnglish.defaultPriority, display: 'Средний' },
  };

  it('are created with what the documentation asks for, and shown by key and by number in the caller’s language', async () => {
    const made = await send('POST', '/v3/queues/', design, en);
    expect([made.status, made.headers.etag, made.json()]).toEqual([201, '"1"', inEnglish]);
    for (const name of ['DESIGN', '1']) {
      expect((await send('GET', `/v3/queues/${name}`)).json()).toEqual(inRussian);
      expect((await send('GET', `/v3/queues/${name}`, undefined, en)).json()).toEqual(inEnglish);
    }
    const again = await send('POST', '/v3/queues', design);
    expect([again.status, again.json()]).toEqual([
      409,
      errorBody(409, { key: 'Очередь с таким ключом уже существует.' }),
    ]);
    expect((await send('POST', '/v3/queues', design, en)).json()).toEqual(
      errorBody(409, { key: 'A queue with this key exists already' }),
    );
  });

  it('take a person and an entry in any of the documented forms', async () => {
    const id = (await test().addPerson('lena', 'member')).caller.actor.userId;
    const forms = [
      ['lena', 'bug', '4'],
      [id, 1, 4],
      [{ login: 'lena' }, { key: 'bug' }, { id: 4 }],
      [{ uid: id }, { id: '1' }, { key: 'critical' }],
    ];
    for (const [index, [lead, defaultType, defaultPriority]] of forms.entries()) {
      const key = `FORM${'ABCD'[index]}`;
      const made = await send('POST', '/v3/queues', {
        ...design,
        key,
        lead,
        defaultType,
        defaultPriority,
        description: 'One\nTwo',
      });
      expect([made.status, made.json().lead.id, made.json().description]).toEqual([201, String(id), 'One\nTwo']);
    }
  });

  it('come in pages that tell how many there are', async () => {
    const { actions, admin } = test();
    while ((await actions.listProjects(admin)).length < 6) await actions.createProject(admin, { title: 'More' });
    const first = await send('GET', '/v3/queues?perPage=4&page=1');
    expect(first.json().map((each: { key: string }) => each.key)).toEqual(
      (await actions.listProjects(admin)).slice(0, 4).map(({ key }) => key),
    );
    expect([first.headers['x-total-count'], first.headers['x-total-pages']]).toEqual(['6', '2']);
    expect(first.headers.link).toBe(
      [
        `<${host}/queues?perPage=4&page=1>; rel="first"`,
        `<${host}/queues?perPage=4&page=2>; rel="next"`,
        `<${host}/queues?perPage=4&page=2>; rel="last"`,
        `<${host}/queues?perPage=4{&page}>; rel="seek"`,
      ].join(', '),
    );
    const second = await send('GET', '/v3/queues?perPage=4&page=2');
    expect([second.json().length, second.headers.link?.includes('rel="next"')]).toEqual([2, false]);
    expect((await send('GET', '/v3/queues/')).json()).toHaveLength(6);
  });

  it.each(['NOWHERE', '999', '0', '-1', 'design', 'x'.repeat(3000)])(
    'say of the queue %s that it does not exist',
    async (name) => {
      const answer = await send('GET', `/v3/queues/${name}`);
      expect([answer.status, answer.json()]).toEqual([404, errorBody(404, {}, ['Очередь не существует.'])]);
    },
  );

  const required = 'Требуется параметр.';
  const wrongFormat = 'Неверный формат данных';
  const wrongKey = 'Ключ очереди состоит из 2–15 заглавных латинских букв.';
  const wrongName = 'Название очереди состоит из 1–40 символов в одной строке.';
  it.each([
    [
      undefined,
      422,
      {
        key: required,
        name: required,
        lead: required,
        defaultType: required,
        defaultPriority: required,
        issueTypesConfig: required,
      },
    ],
    [{ ...design, key: undefined }, 422, { key: required }],
    [{ ...design, key: 'design' }, 400, { key: wrongKey }],
    [{ ...design, key: 'D' }, 400, { key: wrongKey }],
    [{ ...design, key: 'A'.repeat(16) }, 400, { key: wrongKey }],
    [{ ...design, key: 5 }, 400, { key: wrongFormat }],
    [{ ...design, key: null }, 400, { key: wrongFormat }],
    [{ ...design, name: '' }, 400, { name: wrongName }],
    [{ ...design, name: '😀'.repeat(41) }, 400, { name: wrongName }],
    [{ ...design, name: 'a\nb' }, 400, { name: wrongName }],
    [
      { ...design, description: 'x'.repeat(16_385) },
      400,
      { description: 'Описание состоит не более чем из 16384 символов.' },
    ],
    [{ ...design, lead: 'nobody' }, 422, { lead: 'Пользователь не существует.' }],
    [{ ...design, lead: 999 }, 422, { lead: 'Пользователь не существует.' }],
    [{ ...design, lead: null }, 400, { lead: wrongFormat }],
    [{ ...design, lead: [1] }, 400, { lead: wrongFormat }],
    [{ ...design, defaultType: 'nonsense' }, 422, { defaultType: 'Тип задачи не существует.' }],
    [{ ...design, defaultPriority: { key: 'huge' } }, 422, { defaultPriority: 'Приоритет не существует.' }],
    [{ ...design, issueTypesConfig: {} }, 400, { issueTypesConfig: wrongFormat }],
    [
      { ...design, issueTypesConfig: [{ issueType: 'task', workflow: 'x' }] },
      422,
      { 'issueTypesConfig.0.resolutions': required },
    ],
    [
      { ...design, issueTypesConfig: [{ issueType: 'x', workflow: 'x', resolutions: ['y'] }] },
      422,
      {
        'issueTypesConfig.0.issueType': 'Тип задачи не существует.',
        'issueTypesConfig.0.resolutions': 'Резолюция не существует.',
      },
    ],
    [{ ...design, country: 1 }, 400, { country: wrongFormat }],
    [
      { ...design, key: 'x', lead: 'nobody', unknown: 1 },
      400,
      { unknown: wrongFormat, key: wrongKey, lead: 'Пользователь не существует.' },
    ],
  ])('refuse %j with %i and every fault at once', async (body, status, errors) => {
    const answer = await send('POST', '/v3/queues', body);
    expect([answer.status, answer.json()]).toEqual([status, errorBody(status, errors)]);
  });

  it.each(['[]', '7', '"a"'])('say of the body %s that it is no object', async (body) => {
    const answer = await send('POST', '/v3/queues', body);
    expect([answer.status, answer.json()]).toEqual([
      400,
      errorBody(400, {}, ['Тело запроса должно быть объектом JSON.']),
    ]);
  });

  it('refuse rights before the faults of a body, and a body that cannot be read after them', async () => {
    const member = await test().addPerson('planner', 'member');
    const own = { authorization: `OAuth ${member.token}` };
    expect((await send('POST', '/v3/queues', { key: 5 }, own)).json()).toEqual(
      errorBody(403, {}, ['Нужны права администратора организации.']),
    );
    expect((await send('POST', '/v3/queues', '{bad', own)).status).toBe(403);
    expect((await send('POST', '/v3/queues', '{bad')).json()).toEqual(
      errorBody(400, {}, ['Тело запроса нельзя прочитать как JSON.']),
    );
  });

  it('show a guest only the queues that the guest works in', async () => {
    const { actions, admin } = test();
    const [first] = await actions.listProjects(admin);
    const guest = await test().addPerson('guest', null);
    const own = { authorization: `OAuth ${guest.token}` };
    expect((await send('GET', '/v3/queues', undefined, own)).json()).toEqual([]);
    await actions.setProjectRole(admin, { login: 'guest', projectId: first?.id ?? 0, role: 'viewer' });
    test().setClock(Date.now() + 5000);
    expect((await send('GET', '/v3/queues', undefined, own)).json()).toHaveLength(1);
    expect((await send('GET', '/v3/queues/2', undefined, own)).status).toBe(404);
    test().setClock(null);
  });
});
