import { afterEach, describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useKaiten } from '../../../test/support/use-kaiten.ts';
import { anyMove } from '../../domain/lifecycle.ts';

const nowhere = '00000000-0000-4000-8000-000000000000';
const dates = { start_date: '2026-08-03', finish_date: '2026-08-14' };

describe.each(engines)('The life of Kaiten iterations, on %s', (engine) => {
  const { test, call, addSpace, add, addActive } = useKaiten(engine);
  afterEach(() => test().setClock(null));

  describe('the lifecycle', () => {
    const inStatus = {
      planned: (list: string) => add(list, dates),
      active: (list: string) => addActive(list),
      closed: async (list: string) => {
        const { id } = await addActive(list);
        return (await call('PATCH', `${list}/${id}`, { status: 'closed' })).json();
      },
      removed: async (list: string) => {
        const { id } = await add(list, dates);
        return (await call('PATCH', `${list}/${id}`, { status: 'removed' })).json();
      },
    };

    it.each([
      ['planned', 'planned'],
      ['planned', 'active'],
      ['planned', 'removed'],
      ['active', 'active'],
      ['active', 'closed'],
      ['active', 'removed'],
      ['closed', 'removed'],
    ] as const)('goes from %s to %s', async (from, status) => {
      const { list } = await addSpace();
      const { id } = await inStatus[from](list);
      const answer = await call('PATCH', `${list}/${id}`, { status });
      expect([answer.status, answer.json().status]).toEqual([200, status]);
      expect((await call('GET', `${list}/${id}`)).json()).toEqual(answer.json());
    });

    it.each([
      ['planned', 'closed'],
      ['active', 'planned'],
      ['closed', 'planned'],
      ['closed', 'active'],
      ['closed', 'closed'],
      ['removed', 'planned'],
      ['removed', 'active'],
      ['removed', 'closed'],
      ['removed', 'removed'],
    ] as const)('does not go from %s to %s: code 1', async (from, status) => {
      const { list } = await addSpace();
      const iteration = await inStatus[from](list);
      const answer = await call('PATCH', `${list}/${iteration.id}`, { status });
      expect([answer.status, answer.json()]).toEqual([400, { code: 1, message: expect.any(String) }]);
      expect((await call('GET', `${list}/${iteration.id}`)).json()).toEqual(iteration);
    });

    it('tells every rule in the words of this API', async () => {
      const { actions, admin } = test();
      const { list } = await addSpace();
      const said = async (id: string, body: object) => {
        const { code, message } = (await call('PATCH', `${list}/${id}`, body)).json();
        return [code, message];
      };
      const planned = await add(list);
      const closed = await inStatus.closed(list);
      const removed = await inStatus.removed(list);
      const archived = await inStatus.closed(list);
      await actions.changeIteration(admin, {
        iteration: { uid: archived.id },
        precondition: { kind: 'none' },
        fields: {},
        status: 'archived',
        policy: { ...anyMove, fixedWhenClosed: [], endAfterStart: 'day', findsRemoved: false, findsGroups: false },
      });
      const fixed = (key: string) => [1, `${key} of a closed iteration can't be changed`];
      expect(await said(archived.id, { status: 'active' })).toEqual([
        1,
        "Iteration status can't be changed from closed to active",
      ]);
      expect(await said(archived.id, { start_date: null })).toEqual(fixed('start_date'));
      expect(await said(closed.id, { finish_date: '2027-01-01' })).toEqual(fixed('finish_date'));
      expect(await said(closed.id, { title: 'x', actual_finish_date: '2027-01-01' })).toEqual(
        fixed('actual_finish_date'),
      );
      expect(await said(removed.id, { title: 'x' })).toEqual([1, "A removed iteration can't be changed"]);
      expect(await said(removed.id, { status: 'removed' })).toEqual([1, "A removed iteration can't be changed"]);
      expect(await said(planned.id, { status: 'active' })).toEqual([
        2,
        'start_date and finish_date must be set to start an iteration',
      ]);
      const later = 'must be later than start_date';
      expect(await said(planned.id, { start_date: '2026-08-03', finish_date: '2026-08-02' })).toEqual([
        6,
        `finish_date ${later}`,
      ]);
      const active = await addActive(list);
      const finished = { status: 'closed', actual_finish_date: '2020-01-01' };
      expect(await said(active.id, finished)).toEqual([7, `actual_finish_date ${later}`]);
      for (const [target, code, words] of [
        [active.id, 3, 'another iteration'],
        [nowhere, 4, 'an iteration of the same space'],
        [closed.id, 5, 'a planned or active iteration'],
      ] as const) {
        expect(await said(active.id, { status: 'closed', new_iteration_id: target })).toEqual([
          code,
          `new_iteration_id must be ${words}`,
        ]);
      }
    });

    it('starts only with both dates, those of the same request included, with code 2', async () => {
      const { list } = await addSpace();
      for (const given of [{}, { start_date: '2026-08-03' }, { finish_date: '2026-08-14' }]) {
        const { id } = await add(list, given);
        const answer = await call('PATCH', `${list}/${id}`, { status: 'active' });
        expect([answer.status, answer.json().code]).toEqual([400, 2]);
        expect((await call('PATCH', `${list}/${id}`, { status: 'active', ...dates })).json().status).toBe('active');
      }
    });

    it('lets title and goal of a closed iteration be edited, not its dates', async () => {
      const { list } = await addSpace();
      const iteration = await inStatus.closed(list);
      const path = `${list}/${iteration.id}`;
      expect((await call('PATCH', path, { title: 'Renamed', goal: 'Met' })).json()).toMatchObject({
        title: 'Renamed',
        goal: 'Met',
        actual_finish_date: iteration.actual_finish_date,
        data: iteration.data,
      });
      const late = { start_date: '2026-08-01' };
      const real = { title: 'x', actual_finish_date: '2026-08-20' };
      for (const body of [late, { finish_date: null }, { title: 'x', ...late }, real]) {
        const answer = await call('PATCH', path, body);
        expect([answer.status, answer.json().code]).toEqual([400, 1]);
      }
      const same = { ...dates, title: 'Same dates', actual_finish_date: iteration.actual_finish_date };
      expect((await call('PATCH', path, same)).status).toBe(200);
    });

    it('closes at the time that is given, which is later than the start (code 7), or else now', async () => {
      const { list } = await addSpace();
      const { id } = await addActive(list);
      for (const actual_finish_date of ['2026-08-03', '2026-08-01T12:00:00Z']) {
        const answer = await call('PATCH', `${list}/${id}`, { status: 'closed', actual_finish_date });
        expect([answer.status, answer.json().code]).toEqual([400, 7]);
      }
      const body = { status: 'closed', actual_finish_date: '2026-08-12T15:00:00+03:00' };
      const closed = (await call('PATCH', `${list}/${id}`, body)).json();
      expect(closed.actual_finish_date).toBe('2026-08-12T12:00:00.000Z');
      const { id: second } = await addActive(list);
      const now = (await call('PATCH', `${list}/${second}`, { status: 'closed', actual_finish_date: null })).json();
      expect(now.actual_finish_date).toBe(now.updated);
    });

    it('lets one of two simultaneous closes through', async () => {
      const { list } = await addSpace();
      const { id } = await addActive(list);
      const answers = await Promise.all(
        Array.from({ length: 8 }, () => call('PATCH', `${list}/${id}`, { status: 'closed' })),
      );
      expect(answers.filter((each) => each.status === 200)).toHaveLength(1);
      expect(answers.filter((each) => each.status === 400 && each.json().code === 1)).toHaveLength(7);
    });

    it('shows an iteration that was put away elsewhere as closed, and lets nobody move it', async () => {
      const { actions, admin } = test();
      const { list } = await addSpace();
      const { id } = await inStatus.closed(list);
      const policy = { moves: { closed: ['archived'] }, refuseRepeatedClose: false, fixedWhenClosed: [] } as const;
      await actions.changeIteration(admin, {
        iteration: { uid: id },
        precondition: { kind: 'none' },
        fields: {},
        status: 'archived',
        policy: { ...policy, endAfterStart: 'day', findsRemoved: false, findsGroups: false },
      });
      expect((await call('GET', `${list}/${id}`)).json().status).toBe('closed');
      expect((await call('GET', `${list}?status=closed`)).json()).toHaveLength(1);
      expect((await call('PATCH', `${list}/${id}`, { status: 'closed' })).json().code).toBe(1);
    });
  });
});
