import { describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';
import { firstStatuses } from '../../domain/workflow.ts';
import { toCategories, toFields } from './fields.wire.ts';
import { Issue } from './issues.wire.ts';
import { type Entry, priorityEntries, resolutionEntries, statusNameOf, typeEntries } from './names.ts';

const host = 'http://timebox.test/v3';
const missing = {
  errors: {},
  errorsData: {},
  errorMessages: ['Запрошенный объект не найден.'],
  statusCode: 404,
};

describe.each(engines)('Tracker dictionaries, on %s', (engine) => {
  const test = useTestServer(engine);
  const get = (url: string, more: Record<string, string> = {}) =>
    test().send('GET', url, { headers: { authorization: `OAuth ${test().token}`, 'x-org-id': '1', ...more } });
  const en = { 'accept-language': 'en' };

  it('tell the statuses of the organization, in the caller’s language, by number and by key', async () => {
    expect((await get('/v3/statuses')).json()).toEqual([]);
    await test().actions.createProject(test().admin, { title: 'Alpha' });
    const status = (id: number, key: string, name: string, type: string) => ({
      self: `${host}/statuses/${id}`,
      id,
      version: 1,
      key,
      name,
      description: '',
      order: id,
      type,
    });
    const inRussian = [
      status(1, 'open', 'Открыт', 'new'),
      status(2, 'inProgress', 'В работе', 'inProgress'),
      status(3, 'needInfo', 'Требуется информация', 'paused'),
      status(4, 'readyForTest', 'Можно тестировать', 'inProgress'),
      status(5, 'done', 'Готово', 'done'),
      status(6, 'cancelled', 'Отменено', 'cancelled'),
      status(7, 'deferred', 'Отложено', 'cancelled'),
    ];
    expect((await get('/v3/statuses/')).json()).toEqual(inRussian);
    expect((await get('/v3/statuses', en)).json()[3]).toEqual({ ...inRussian[3], name: 'Ready for test' });
    for (const name of ['3', 'needInfo']) expect((await get(`/v3/statuses/${name}`)).json()).toEqual(inRussian[2]);
  });

  it.each([
    ['priorities', 5, { id: 5, key: 'blocker', order: 5 }, 'Блокер', 'Blocker'],
    ['issuetypes', 13, { id: 1, key: 'bug', order: 1 }, 'Ошибка', 'Bug'],
    ['resolutions', 8, { id: 2, key: 'wontFix', order: 2 }, 'Не будет исправлено', "Won't fix"],
  ])('tell all %s, and each by number and by key', async (name, count, entry, ru, english) => {
    const whole = { self: `${host}/${name}/${entry.id}`, version: 1, description: '', ...entry };
    const list = (await get(`/v3/${name}`)).json();
    expect([list.length, list[entry.order - 1]]).toEqual([count, { ...whole, name: ru }]);
    expect((await get(`/v3/${name}/`, en)).json()[entry.order - 1]).toEqual({ ...whole, name: english });
    for (const id of [entry.id, entry.key]) {
      expect((await get(`/v3/${name}/${id}`)).json()).toEqual({ ...whole, name: ru });
    }
  });

  it('tell the fields of issues, and each by its id', async () => {
    const all = (await get('/v3/fields/')).json();
    const category = (number: number, display: string) => {
      const id = String(number).padStart(24, '0');
      return { self: `${host}/fields/categories/${id}`, id, display };
    };
    const sprint = {
      self: `${host}/fields/sprint`,
      id: 'sprint',
      key: 'sprint',
      name: 'Спринт',
      version: 1,
      schema: { type: 'array', items: 'sprint', required: false },
      readonly: false,
      options: false,
      suggest: false,
      order: 17,
      category: category(3, 'Agile'),
    };
    expect(all[16]).toEqual(sprint);
    expect((await get('/v3/fields/sprint')).json()).toEqual(sprint);
    expect((await get('/v3/fields/storyPoints', en)).json()).toMatchObject({
      name: 'Story Points',
      schema: { type: 'float', required: false },
    });
    expect((await get('/v3/fields/status')).json()).toMatchObject({
      schema: { type: 'status', required: false },
      readonly: true,
      options: true,
      category: category(1, 'Системные'),
    });
    const groups = (await get('/v3/fields/categories')).json();
    expect(groups).toEqual([
      { self: category(1, '').self, id: category(1, '').id, name: 'Системные' },
      { self: category(2, '').self, id: category(2, '').id, name: 'Учёт времени' },
      { self: category(3, '').self, id: category(3, '').id, name: 'Agile' },
    ]);
    expect((await get('/v3/fields/categories/000000000000000000000002', en)).json().name).toBe('Time tracking');
  });

  it('answer for a type and a resolution that another program brought in, once an issue has it', async () => {
    const { actions, admin } = test();
    const { id: projectId } = await actions.createProject(admin, { title: 'Beta' });
    expect((await get('/v3/issuetypes/risk')).status).toBe(404);
    const item = await actions.createItem(admin, { project: { id: projectId }, fields: { title: 'A', type: 'risk' } });
    const fields = { resolution: 'obsolete' };
    await actions.changeItem(admin, { item: { id: item.id }, fields, to: { category: 'done' } });
    const entry = (list: string, key: string, order: number) => ({
      self: `${host}/${list}/${key}`,
      id: key,
      version: 1,
      key,
      name: key,
      description: '',
      order,
    });
    expect((await get('/v3/issuetypes/risk')).json()).toEqual(entry('issuetypes', 'risk', 14));
    expect((await get('/v3/resolutions/obsolete')).json()).toEqual(entry('resolutions', 'obsolete', 9));
  });

  it('answer at every address that they give out', async () => {
    for (const list of ['statuses', 'priorities', 'issuetypes', 'resolutions', 'fields', 'fields/categories']) {
      for (const entry of (await get(`/v2/${list}`)).json()) {
        for (const { self } of [entry, ...(entry.category === undefined ? [] : [entry.category])]) {
          expect((await get(new URL(self).pathname)).json().self).toBe(self);
        }
      }
    }
  });

  it.each(['statuses', 'priorities', 'issuetypes', 'resolutions', 'fields', 'fields/categories'])(
    'say of %s that are not there that they are not',
    async (list) => {
      for (const id of ['nonsense', '0', '999', '%00', '-', 'toString', '__proto__', 'x'.repeat(3000)]) {
        const answer = await get(`/v3/${list}/${id}`);
        expect([answer.status, answer.json()]).toEqual([404, missing]);
      }
    },
  );
});

describe('The names of Tracker', () => {
  it('are there for every attribute of an issue, as clients know attributes from the list of fields alone', () => {
    expect(toFields('', 'ru').map(({ id }) => id)).toEqual(expect.arrayContaining(Object.keys(Issue.properties)));
  });

  it('are Russian and English', () => {
    const ofEntries = (entries: readonly Entry[]) => entries.map(({ name }) => [name.ru, name.en]);
    const both = [
      ...[priorityEntries, typeEntries, resolutionEntries].flatMap(ofEntries),
      ...firstStatuses.map((status) => [statusNameOf(status, 'ru'), statusNameOf(status, 'en')]),
      ...toFields('', 'ru').map(({ name }, index) => [name, toFields('', 'en')[index]?.name]),
      ...toCategories('', 'ru').map(({ name }, index) => [name, toCategories('', 'en')[index]?.name]),
    ];
    for (const [ru, en] of both) {
      expect(ru).toMatch(/^([А-ЯЁ][А-Яа-яё ]+|Agile)$/);
      expect(en).toMatch(/^[A-Z][A-Za-z' ]+$/);
    }
  });
});
