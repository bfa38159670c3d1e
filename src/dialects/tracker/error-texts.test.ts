import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';
import { errorBody } from '../../../test/support/use-tracker.ts';
import { type FaultRule, Refusal, type RefusalCode } from '../../domain/refusal.ts';
import { messageOf, russianByCode, russianByRule, textOfFault, textOfStatus } from './error-texts.ts';
import type { TrackerError } from './errors.ts';
import { translated } from './sentences.ts';

const russian = /[а-яё]/i;

describe('What Tracker says of a refusal', () => {
  it.each(Object.keys(russianByCode) as RefusalCode[])(
    '%s is Russian to readers of Russian, whatever the sentence',
    (code) => {
      const refusal = new Refusal(code, 'A sentence that nobody has translated');
      expect(messageOf(refusal, 'GET', 'ru')).toMatch(russian);
      expect(messageOf(refusal, 'GET', 'en')).not.toMatch(russian);
    },
  );

  it.each(Object.keys(russianByRule) as FaultRule[])(
    'of a field by the rule %s is Russian to readers of Russian',
    (rule) => {
      const fault = { field: 'name', rule, message: 'A sentence that nobody has translated' };
      expect(textOfFault(fault, 'name', 'ru')).toMatch(russian);
      expect(textOfFault(fault, 'name', 'en')).not.toMatch(russian);
    },
  );

  it('keeps what a part of the dialect has told in the reader’s language already', () => {
    const message = 'Фильтр Foo не существует';
    expect(messageOf(new Refusal('invalid', message), 'POST', 'ru')).toBe(message);
    expect(textOfFault({ field: 'query', rule: 'rule', message }, 'query', 'ru')).toBe(message);
  });

  it.each([
    ['assignee', 'User does not exist.', 'Пользователь не существует.'],
    ['parent', 'Issue does not exist.', 'Задача не существует.'],
    ['status', 'There is no such status here', 'Здесь нет такого значения поля status.'],
  ])('of what %s names in vain, says what it would be', (field, en, ru) => {
    const fault = { field, rule: 'reference' as const, message: `There is no such ${field} here` };
    expect([textOfFault(fault, field, 'en'), textOfFault(fault, field, 'ru')]).toEqual([en, ru]);
  });

  it('tells which fields are read-only, and which version is the present one', () => {
    const fault = { field: 'status', rule: 'read_only' as const, message: '' };
    expect(textOfFault(fault, 'status', 'ru')).toBe('Поля [status] только для чтения.');
    expect(textOfFault(fault, 'status', 'en')).toBe('Fields [status] are read-only.');
    const conflict = new Refusal('version_conflict', 'The version is 7 now', { currentVersion: 7 });
    expect(messageOf(conflict, 'PATCH', 'ru')).toBe('Объект успели изменить: текущая версия — 7.');
  });

  it('is not moved by what the server itself stumbles over', () => {
    for (const status of [400, 413, 431, 500, 503]) {
      expect(textOfStatus(status, 'Something in English', 'ru')).toMatch(russian);
      expect(textOfStatus(status, 'Something in English', 'en')).not.toMatch(russian);
    }
    expect(textOfStatus(500, 'secret', 'en')).toBe('Internal service error. Try again later.');
  });

  it('has a translation for every sentence that the dialect itself has in English alone', () => {
    const found: string[] = [];
    for (const path of readdirSync(import.meta.dirname)) {
      if (!path.endsWith('.ts') || path.endsWith('.test.ts')) continue;
      const text = readFileSync(`${import.meta.dirname}/${path}`, 'utf8');
      for (const [, sentence = ''] of text.matchAll(sentences)) found.push(sentence.replaceAll('\\', ''));
    }
    expect(found.length).toBeGreaterThan(5);
    expect(found.filter((sentence) => translated(sentence) === undefined)).toEqual([]);
  });
});

/** The text of a refusal or a fault written out where it is made. */
const sentences = /(?:new Refusal\(\s*'\w+',\s*|message(?::| =) )(?:'([A-Za-z](?:[^'\\]|\\.)*)')/g;

describe.each(engines)('What Tracker says of wrong requests, on %s', (engine) => {
  const test = useTestServer(engine, { trackerRequiresVersion: true });
  type Method = Parameters<ReturnType<typeof test>['send']>[0];
  const send = (method: Method, url: string, body: unknown, language: string, more: Record<string, string> = {}) =>
    test().send(method, url, {
      ...(body === undefined ? {} : { body }),
      headers: {
        authorization: `OAuth ${test().token}`,
        'x-org-id': '1',
        ...(language === '' ? {} : { 'accept-language': language }),
        ...more,
      },
    });

  it.each<[string, Method, string, unknown, Record<string, string>, number]>([
    ['no token', 'GET', '/v3/sprints', undefined, { authorization: '' }, 401],
    ['an unknown token', 'GET', '/v3/sprints', undefined, { authorization: 'OAuth tbx_nobody' }, 401],
    ['no organization', 'GET', '/v3/sprints', undefined, { 'x-org-id': '' }, 403],
    ['another organization', 'GET', '/v3/sprints', undefined, { 'x-org-id': '77' }, 403],
    ['two organizations', 'GET', '/v3/sprints', undefined, { 'x-cloud-org-id': 'other' }, 400],
    ['no such address', 'GET', '/v3/nowhere', undefined, {}, 404],
    ['no such method', 'PUT', '/v3/sprints/1', undefined, {}, 405],
    ['a long address', 'GET', `/v3/sprints?x=${'x'.repeat(9000)}`, undefined, {}, 414],
    ['many parameters', 'GET', `/v3/sprints?${'x&'.repeat(2000)}`, undefined, {}, 400],
    ['no such sprint', 'GET', '/v3/sprints/999', undefined, {}, 404],
    ['no such board', 'GET', '/v3/boards/999/sprints', undefined, {}, 404],
    ['another kind of body', 'POST', '/v3/queues', '<a/>', { 'content-type': 'text/xml' }, 415],
    ['a compressed body', 'POST', '/v3/queues', '{}', { 'content-encoding': 'gzip' }, 415],
    ['another charset', 'POST', '/v3/queues', '{}', { 'content-type': 'application/json; charset=utf-16' }, 415],
    ['broken JSON', 'POST', '/v3/queues', '{bad', {}, 400],
    ['broken UTF-8', 'POST', '/v3/queues', Buffer.from([0x22, 0xff, 0x22]), {}, 400],
    ['a deep body', 'POST', '/v3/queues', '['.repeat(40), {}, 400],
    ['a forbidden character', 'POST', '/v3/queues', '{"key": "a\\u0000"}', {}, 400],
    ['a forbidden key', 'POST', '/v3/queues', '{"__proto__": 1}', {}, 400],
    ['a large body', 'POST', '/v3/queues', `"${'x'.repeat(3_000_000)}"`, {}, 413],
    ['a wrong retry key', 'POST', '/v3/queues', {}, { 'idempotency-key': 'ж' }, 400],
    ['no object', 'POST', '/v3/queues', '[]', {}, 400],
    ['a body without members', 'POST', '/v3/queues', '{}', {}, 422],
    ['a page that is no number', 'GET', '/v3/queues?page=x', undefined, {}, 400],
    ['a parameter twice', 'GET', '/v3/queues?page=1&page=2', undefined, {}, 400],
    ['no such issue', 'GET', '/v3/issues/TEST-999', undefined, {}, 404],
    ['no such transition', 'GET', '/v3/issues/TEST-999/transitions/done', undefined, {}, 404],
    ['no such comment', 'GET', '/v3/issues/TEST-999/comments/1', undefined, {}, 404],
    ['no such column', 'GET', '/v3/boards/999/columns/1', undefined, {}, 404],
    ['an issue without members', 'POST', '/v3/issues', {}, {}, 422],
    ['an issue of no queue', 'POST', '/v3/issues', { queue: 'NOWHERE', summary: 'A' }, {}, 404],
    ['an issue of a queue that is no name', 'POST', '/v3/issues', { queue: {}, summary: 5, goal: 1 }, {}, 400],
    ['a board without members', 'POST', '/v3/boards', {}, {}, 422],
    ['a board of a strange kind', 'POST', '/v3/liveBoards', { name: '', boardType: 'x', columns: 7, y: 1 }, {}, 400],
    ['a private board', 'POST', '/v3/liveBoards', { name: 'A', boardPermissionsTemplate: 'private' }, {}, 400],
    ['a search of two kinds', 'POST', '/v3/issues/_search', { keys: ['A-1'], query: 'Queue: A' }, {}, 400],
    ['a search that cannot be read', 'POST', '/v3/issues/_search', { query: 'Queue: (' }, {}, 400],
    ['a search by an unknown name', 'POST', '/v3/issues/_search', { query: 'Nonsense: 1' }, {}, 422],
    ['a search for an unknown queue', 'POST', '/v3/issues/_count', { query: 'Queue: NOWHERE' }, {}, 422],
    ['a search by an unknown field', 'POST', '/v3/issues/_search', { filter: { nonsense: 1 } }, {}, 422],
    ['an order alone', 'POST', '/v3/issues/_search', { order: '+key' }, {}, 400],
    ['a saved filter', 'POST', '/v3/issues/_search', { filterId: 5 }, {}, 422],
    ['a bulk change without members', 'POST', '/v3/bulkchange/_update', {}, {}, 422],
    ['a bulk change of what is not there', 'POST', '/v3/bulkchange/_update', { issues: ['NO-1'], values: {} }, {}, 422],
    ['a bulk change of no list', 'POST', '/v3/bulkchange/_update', { issues: {}, values: { summary: '' } }, {}, 400],
    ['a bulk move to nowhere', 'POST', '/v3/bulkchange/_move', { issues: ['NO-1'], queue: 'NOWHERE' }, {}, 422],
    ['a bulk way to nowhere', 'POST', '/v3/bulkchange/_transition', { issues: ['NO-1'], transition: 'x' }, {}, 422],
    ['no such bulk change', 'GET', '/v3/bulkchange/5', undefined, {}, 404],
    ['a scroll of keys', 'POST', '/v3/issues/_search?scrollType=sorted', { keys: ['A-1'] }, {}, 400],
    ['a scroll of a strange kind', 'POST', '/v3/issues/_search?scrollType=x', {}, {}, 400],
    ['a scroll that is not there', 'POST', '/v3/issues/_search?scrollId=x', {}, {}, 400],
  ])('answers %s in the language of the caller', async (_what, method, url, body, headers, status) => {
    const texts = async (language: string) => {
      const answer = await send(method, url, body, language, headers);
      expect(answer.status).toBe(status);
      const { errors, errorMessages, ...rest } = answer.json();
      expect(rest).toEqual({ errorsData: {}, statusCode: status });
      const told = [...Object.values<string>(errors), ...errorMessages];
      expect(told).not.toEqual([]);
      return told;
    };
    for (const text of [...(await texts('')), ...(await texts('ru'))]) expect(text).toMatch(russian);
    for (const text of await texts('en-GB,en;q=0.9')) expect(text).not.toMatch(russian);
  });

  it('names the methods that a path has, and both places in which a version is looked for', async () => {
    const method = await send('DELETE', '/v3/boards/1/sprints', undefined, '');
    expect([method.status, method.json()]).toEqual([
      405,
      errorBody(405, {}, ['Метод DELETE не поддерживается ([GET])']),
    ]);
    expect((await send('DELETE', '/v3/boards/1/sprints', undefined, 'en')).json()).toEqual(
      errorBody(405, {}, ['DELETE is not allowed ([GET])']),
    );
    const { defaultBoardId } = await test().actions.createProject(test().admin, { title: 'Alpha' });
    const sprint = { name: 'A', board: defaultBoardId, startDate: null, endDate: null };
    const { id } = (await send('POST', '/v3/sprints', sprint, '')).json();
    const blind = await send('PATCH', `/v3/sprints/${id}`, { name: 'B' }, '');
    expect([blind.status, blind.json()]).toEqual([
      428,
      errorBody(428, {}, ['Нужно указать изменяемую версию: в заголовке If-Match или в параметре version адреса.']),
    ]);
    const late = await send('PATCH', `/v3/sprints/${id}?version=9`, { name: 'B' }, '');
    expect([late.status, late.json()]).toEqual([
      412,
      errorBody(412, {}, ['Объект успели изменить: текущая версия — 1.']),
    ]);
    expect((await send('PATCH', `/v3/sprints/${id}`, { name: 'B' }, '', { 'if-match': '"1' })).json()).toEqual(
      errorBody(400, { 'If-Match': 'Версия указана неверно.' }),
    );
  });

  it('tells a reader of Russian what is wrong with a sprint', async () => {
    const { defaultBoardId: board } = await test().actions.createProject(test().admin, { title: 'Beta' });
    const faults = await send(
      'POST',
      '/v3/sprints',
      { board, name: '', startDate: 'x', status: 'closed', goal: 1 },
      '',
    );
    expect(faults.json()).toEqual(
      errorBody(400, {
        name: 'Название состоит из 1–256 символов в одной строке.',
        startDate: 'Дата записывается в формате YYYY-MM-DD.',
        endDate: 'Требуется параметр.',
        status: 'Статус может быть одним из: draft, in_progress, released, archived.',
        goal: 'Неверный формат данных',
      }),
    );
    const sprint = { name: 'A', board, startDate: null, endDate: null };
    const { id } = (await send('POST', '/v3/sprints', sprint, '')).json();
    const current = { 'if-match': '*' };
    expect((await send('POST', `/v3/sprints/${id}/_start`, undefined, '', current)).json()).toEqual(
      errorBody(422, { startDate: 'Чтобы начать спринт, нужны даты его начала и окончания.' }),
    );
    const whole = { startDate: '2026-04-07', endDate: '2026-04-21', status: 'archived' };
    expect((await send('PATCH', `/v3/sprints/${id}`, whole, '', current)).status).toBe(200);
    expect((await send('PATCH', `/v3/sprints/${id}`, { status: 'draft' }, '', current)).json()).toEqual(
      errorBody(422, { status: 'Статус спринта нельзя изменить с archived на draft.' }),
    );
    const dates = { startDate: '2026-04-21', endDate: '2026-04-07' };
    expect((await send('POST', '/v3/sprints', { ...sprint, ...dates }, '')).json()).toEqual(
      errorBody(422, { endDate: 'Дата окончания раньше даты начала.' }),
    );
  });

  it('answers wrong changes of what is there in the language of the caller', async () => {
    const { key, defaultBoardId: board } = await test().actions.createProject(test().admin, { title: 'Delta' });
    const issue = (await send('POST', '/v3/issues', { queue: key, summary: 'A', unique: 'u' }, '')).json();
    const at = `/v3/issues/${issue.key}`;
    const dates = { startDate: '2026-04-07', endDate: '2026-04-21' };
    const [first, second] = [
      (await send('POST', '/v3/sprints', { name: 'A', board, ...dates }, '')).json().id,
      (await send('POST', '/v3/sprints', { name: 'B', board, ...dates, status: 'released' }, '')).json().id,
    ];
    const columns = (await send('GET', `/v3/boards/${board}/columns`, undefined, '')).json();
    const wrong: [Method, string, unknown, number][] = [
      ['POST', '/v3/issues', { queue: key, summary: 'B', unique: 'u' }, 409],
      ['PATCH', `${at}?version=99`, { summary: 'B' }, 409],
      ['PATCH', at, { status: 'open' }, 422],
      ['PATCH', at, { createdAt: 1, resolution: 'fixed' }, 422],
      ['PATCH', at, { summary: '' }, 400],
      ['PATCH', at, { nonsense: 1 }, 400],
      ['PATCH', at, { type: 'nonsense', priority: 'x' }, 422],
      ['PATCH', at, { assignee: 'nobody' }, 422],
      ['PATCH', at, { followers: ['nobody'] }, 422],
      ['PATCH', at, { parent: issue.key }, 422],
      ['PATCH', at, { parent: 'NONE-1' }, 422],
      ['PATCH', at, { sprint: [999_999] }, 422],
      ['PATCH', at, { sprint: [second] }, 422],
      ['PATCH', at, { sprint: 'Nonsense' }, 422],
      ['PATCH', at, { storyPoints: -1 }, 400],
      ['PATCH', at, { start: 'x', deadline: 'x', spent: 'x', tags: [''] }, 400],
      ['POST', `${at}/transitions/nonsense/_execute`, {}, 404],
      ['POST', `${at}/transitions/inProgress/_execute`, { resolution: 'fixed' }, 422],
      ['POST', `${at}/_move`, {}, 422],
      ['POST', `${at}/_move?queue=NONE`, {}, 422],
      ['POST', `${at}/comments`, {}, 422],
      ['POST', `${at}/comments`, { text: 5 }, 400],
      ['GET', `${at}/comments/999`, undefined, 404],
      ['GET', `${at}/changelog/999`, undefined, 404],
      ['GET', `${at}/changelog?perPage=x`, undefined, 400],
      ['PATCH', `/v3/boards/${board}`, { backlogAvailable: false, sprintsAvailable: true }, 422],
      ['PATCH', `/v3/boards/${board}`, { country: 1 }, 400],
      ['PATCH', `/v3/boards/${board}`, { filter: { query: 'x' } }, 422],
      ['DELETE', `/v3/boards/${board}`, undefined, 422],
      ['POST', `/v3/boards/${board}/columns`, { name: columns[0].name, statuses: ['open'] }, 409],
      ['POST', `/v3/boards/${board}/columns`, { name: 'X', statuses: ['nonsense'] }, 422],
      ['PATCH', `/v3/boards/${board}/columns/${columns[0].id}`, { limit: -1 }, 400],
      ['PATCH', `/v3/sprints/${first}?version=1`, { moveTo: second }, 400],
      ['POST', `/v3/sprints/${first}/_finish?version=1`, { moveTo: first }, 422],
      ['POST', `/v3/sprints/${first}/_finish?version=1`, { moveTo: second }, 422],
      ['POST', `/v3/sprints/${first}/_finish?version=1`, { moveTo: 999_999 }, 422],
    ];
    const answered: unknown[] = [];
    for (const [method, url, body] of wrong) {
      const told = async (language: string) => {
        const answer = await send(method, url, body, language);
        const { errors, errorMessages }: TrackerError = answer.json();
        const isRussian = [...Object.values(errors), ...errorMessages].map((text) => russian.test(text));
        return [answer.status, new Set(isRussian), ...(language === 'en' ? [] : [errors, errorMessages])];
      };
      answered.push([method, url, await told('en'), await told('')]);
    }
    expect(answered).toEqual(
      wrong.map(([method, url, , status]) => [
        method,
        url,
        [status, new Set([false])],
        [status, new Set([true]), expect.anything(), expect.anything()],
      ]),
    );
  });

  it('tells those who may not write so in their language', async () => {
    const viewer = await test().addPerson('viewer', 'viewer');
    const { defaultBoardId: board } = await test().actions.createProject(test().admin, { title: 'Gamma' });
    const own = { authorization: `OAuth ${viewer.token}` };
    expect((await send('POST', '/v3/sprints', { board }, '', own)).json()).toEqual(
      errorBody(403, {}, ['Недостаточно прав, чтобы менять что-либо в этой очереди.']),
    );
    expect((await send('POST', '/v3/sprints', { board }, 'en', own)).json()).toEqual(
      errorBody(403, {}, ['Planning rights are needed for this queue']),
    );
  });
});
