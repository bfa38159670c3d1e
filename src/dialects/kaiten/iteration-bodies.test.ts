import { afterEach, describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useKaiten } from '../../../test/support/use-kaiten.ts';

const nowhere = '00000000-0000-4000-8000-000000000000';
const dates = { start_date: '2026-08-03', finish_date: '2026-08-14' };

describe.each(engines)('Bodies about Kaiten iterations, on %s', (engine) => {
  const { test, call, addSpace, add } = useKaiten(engine);
  afterEach(() => test().setClock(null));

  describe('creating', () => {
    it('makes a planned iteration with nothing in it, and ignores keys it does not know', async () => {
      const { list, uid } = await addSpace();
      const body = { title: 'One', status: 'active', new_iteration_id: nowhere, sort_order: 9, colour: { deep: [] } };
      const answer = await call('POST', list, body);
      expect(answer.status).toBe(200);
      expect(answer.headers.etag).toBe('"1"');
      const instant = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      expect(answer.json()).toEqual({
        created: instant,
        updated: instant,
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        space_uid: uid,
        title: 'One',
        goal: null,
        status: 'planned',
        creator_uid: test().admin.actor.userUid,
        updater_uid: test().admin.actor.userUid,
        start_date: null,
        finish_date: null,
        actual_finish_date: null,
        sort_order: 1,
        data: null,
      });
      expect((await add(list)).sort_order).toBe(2);
    });

    it.each([
      [{}, "Iteration should have required property 'title'"],
      [undefined, "Iteration should have required property 'title'"],
      [{ title: '' }, 'Iteration.title should NOT be shorter than 1 characters'],
      [{ title: 'x'.repeat(257) }, 'Iteration.title should NOT be longer than 256 characters'],
      [{ title: null }, 'Iteration.title should be string'],
      [{ title: 5, goal: 5 }, 'Iteration.title should be string, Iteration.goal should be string,null'],
      [{ title: 'a\nb' }, 'Iteration.title should NOT contain control characters'],
      [{ title: 'a', goal: 'x'.repeat(16_385) }, 'Iteration.goal should NOT be longer than 16384 characters'],
      [{ title: 'a', start_date: 7 }, 'Iteration.start_date should be string,null'],
      [
        { title: '', goal: 'a\u0001', start_date: 'x' },
        'Iteration.title should NOT be shorter than 1 characters, Iteration.goal should NOT contain control characters, Iteration.start_date should match format "date-time"',
      ],
      [null, 'Iteration should be object'],
    ])('refuses %j as the vendor’s validator words it', async (body, message) => {
      const { list } = await addSpace();
      const answer = await call('POST', list, body);
      expect([answer.status, answer.json()]).toEqual([400, { message }]);
    });
  });

  describe('dates', () => {
    it.each([
      ['2026-08-03', '2026-08-03T00:00:00.000Z'],
      ['2026-08-03T07:08:09Z', '2026-08-03T07:08:09.000Z'],
      ['2026-08-03T07:08:09.1239Z', '2026-08-03T07:08:09.123Z'],
      ['2026-08-03T23:30:00-05:00', '2026-08-04T04:30:00.000Z'],
      ['2024-02-29T00:00:00+14:00', '2024-02-28T10:00:00.000Z'],
      [null, null],
    ])('answers %s as %s', async (sent, answered) => {
      const { list } = await addSpace();
      expect((await add(list, { start_date: sent })).start_date).toBe(answered);
    });

    it.each([
      '2026-02-30',
      '2025-02-29T00:00:00Z',
      '2026-08-03T10:00:00',
      '2026-08-03T24:00:00Z',
      '2026-08-03 10:00:00Z',
      '03.08.2026',
      '1780000000',
      '0001-01-01',
      '',
    ])('refuses %j', async (text) => {
      const { list } = await addSpace();
      const answer = await call('POST', list, { title: 'x', finish_date: text });
      const message = 'Iteration.finish_date should match format "date-time"';
      expect([answer.status, answer.json()]).toEqual([400, { message }]);
    });

    it('wants the finish later than the start, in what is stored after the change, with code 6', async () => {
      const { list } = await addSpace();
      const refused = [400, { code: 6, message: expect.stringMatching(/date/) }];
      for (const finish_date of ['2026-08-02', '2026-08-03', '2026-08-03T02:00:00+02:00']) {
        const answer = await call('POST', list, { title: 'x', start_date: '2026-08-03', finish_date });
        expect([answer.status, answer.json()]).toEqual(refused);
      }
      const { id } = await add(list, dates);
      const late = await call('PATCH', `${list}/${id}`, { start_date: '2026-08-14T00:00:00Z' });
      expect([late.status, late.json()]).toEqual(refused);
      expect((await call('PATCH', `${list}/${id}`, { finish_date: '2026-08-03T00:00:00.001Z' })).status).toBe(200);
    });

    it('lets be what another dialect has stored, as long as no date is sent', async () => {
      const { actions, admin } = test();
      const { id: projectId, list } = await addSpace();
      const day = { day: '2026-08-03', at: null };
      const policy = { moves: {}, refuseRepeatedClose: false, fixedWhenClosed: [], endAfterStart: 'day' } as const;
      const fields = { start: day, end: day };
      const { uid } = await actions.createIteration(admin, { home: { projectId }, title: 'A day', fields, policy });
      expect((await call('PATCH', `${list}/${uid}`, { title: 'One day', status: 'active' })).status).toBe(200);
    });

    it('takes an equal instant in other words for no change', async () => {
      const { list } = await addSpace();
      const { id } = await add(list, dates);
      const body = { start_date: '2026-08-03T03:00:00+03:00', finish_date: '2026-08-14' };
      expect((await call('PATCH', `${list}/${id}`, body)).headers.etag).toBe('"1"');
    });
  });

  describe('updating', () => {
    it.each([
      [{}],
      [{ colour: 'red' }],
      [{ actual_finish_date: '2026-08-14' }],
      [{ new_iteration_id: null }],
      [{ new_iteration_id: 5, actual_finish_date: 'soon' }],
      [undefined],
    ])('refuses %j, and names every key it could have had', async (body) => {
      const { list } = await addSpace();
      const { id } = await add(list);
      const answer = await call('PATCH', `${list}/${id}`, body);
      expect(answer.status).toBe(400);
      expect(answer.json().code).toBeUndefined();
      for (const key of ['title', 'goal', 'status', 'start_date', 'finish_date']) {
        expect(answer.json().message).toContain(`Iteration should have required property '${key}'`);
      }
    });

    it.each([
      [{ title: '' }, 'Iteration.title should NOT be shorter than 1 characters'],
      [{ title: null }, 'Iteration.title should be string'],
      [{ status: 'done' }, 'Iteration.status should be equal to one of the allowed values'],
      [{ status: 'Active' }, 'Iteration.status should be equal to one of the allowed values'],
      [{ status: null }, 'Iteration.status should be equal to one of the allowed values'],
      [
        { status: 'closed', actual_finish_date: 'soon' },
        'Iteration.actual_finish_date should match format "date-time"',
      ],
      [{ title: 'x', new_iteration_id: 5 }, 'Iteration.new_iteration_id should be string,null'],
      [
        { title: '', start_date: 'x', status: 'y' },
        'Iteration.title should NOT be shorter than 1 characters, Iteration.status should be equal to one of the allowed values, Iteration.start_date should match format "date-time"',
      ],
    ])('refuses %j', async (body, message) => {
      const { list } = await addSpace();
      const { id } = await add(list);
      const answer = await call('PATCH', `${list}/${id}`, body);
      expect([answer.status, answer.json()]).toEqual([400, { message }]);
    });

    it('sets goal and dates to nothing by null, and keeps what is not mentioned', async () => {
      const { list } = await addSpace();
      const { id } = await add(list, { ...dates, goal: 'G' });
      const cleared = (await call('PATCH', `${list}/${id}`, { goal: null, finish_date: null })).json();
      expect(cleared).toMatchObject({ goal: null, start_date: '2026-08-03T00:00:00.000Z', finish_date: null });
      expect(cleared).not.toHaveProperty('moved_cards');
    });

    it('passes over keys that it does not know, and names them beside the answer', async () => {
      const { list } = await addSpace();
      const warning = async (method: 'POST' | 'PATCH' | 'DELETE', path: string, body: object) => {
        const { status, headers } = await call(method, path, body);
        return [status, headers['x-timebox-ignored']];
      };
      expect(await warning('POST', list, { title: 'x', status: 'active', end_date: null })).toEqual([
        200,
        'status, end_date',
      ]);
      const { id } = await add(list);
      expect(await warning('PATCH', `${list}/${id}`, { goal: 'G', card_uids: [] })).toEqual([200, 'card_uids']);
      expect(await warning('PATCH', `${list}/${id}`, { goal: 'H' })).toEqual([200, undefined]);
      expect(await warning('PATCH', `${list}/${id}`, { status: 'removed', sprint_id: 1 })).toEqual([200, 'sprint_id']);
      const other = await add(list);
      expect(await warning('DELETE', `${list}/${other.id}`, { force: true })).toEqual([200, 'force']);
    });

    it('raises no version and tells nobody when nothing changes', async () => {
      const { list } = await addSpace();
      const iteration = await add(list, dates);
      const told = test().heard.length;
      const body = { title: iteration.title, goal: null, status: 'planned', ...dates };
      const answer = await call('PATCH', `${list}/${iteration.id}`, body);
      expect([answer.status, answer.headers.etag, answer.json()]).toEqual([200, '"1"', iteration]);
      expect(test().heard.length).toBe(told);
    });
  });
});
