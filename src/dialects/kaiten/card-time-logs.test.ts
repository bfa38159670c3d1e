import { describe, expect, test } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useKaiten } from '../../../test/support/use-kaiten.ts';

describe.each(engines)('time logs of a card on %s', (engine) => {
  const kaiten = useKaiten(engine);
  const whole = { role_id: -1, time_spent: 95, for_date: '2026-08-03', comment: 'Review' };
  let count = 0;

  const aCard = async () => {
    const { id: spaceId } = await kaiten.addSpace();
    const { id } = await kaiten.addCard(spaceId);
    return { id, path: `/cards/${id}`, logs: `/cards/${id}/time-logs` };
  };
  const aPerson = async (role: 'member' | 'viewer') => {
    count += 1;
    const { caller, token } = await kaiten.test().addPerson(`logger${count}-${engine}`, role);
    return { id: caller.actor.userId, headers: { authorization: `Bearer ${token}` } };
  };

  test('they are written, listed with people, changed and deleted, and the card tells their sum', async () => {
    const card = await aCard();
    const self = kaiten.test().admin.actor.userId;
    const added = await kaiten.call('POST', card.logs, whole);
    const log = {
      id: expect.any(Number),
      card_id: card.id,
      user_id: self,
      role_id: -1,
      author_id: self,
      updater_id: self,
      time_spent: 95,
      for_date: '2026-08-03',
      comment: 'Review',
      created: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T[\d:]{8}\.\d{3}Z$/),
      updated: expect.any(String),
    };
    expect([added.status, added.json()]).toEqual([200, log]);
    const spent = async () => (await kaiten.call('GET', card.path)).json().time_spent_sum;
    expect(await spent()).toBe(95);

    const second = (
      await kaiten.call('POST', card.logs, { role_id: -1, time_spent: 1, for_date: '2026-08-04' })
    ).json();
    expect(second).toMatchObject({ time_spent: 1, comment: null });
    expect(await spent()).toBe(96);
    const user = expect.objectContaining({ id: self, full_name: expect.any(String), username: expect.any(String) });
    const role = expect.objectContaining({ id: -1, name: 'Employee' });
    expect((await kaiten.call('GET', card.logs)).json()).toEqual([
      { ...log, role, user, author: user },
      { ...second, role, user, author: user },
    ]);

    const one = `${card.logs}/${second.id}`;
    const changed = await kaiten.call('PATCH', one, { time_spent: 7, comment: 'Call' });
    expect(changed.json()).toEqual({ ...second, time_spent: 7, comment: 'Call', updated: expect.any(String) });
    expect((await kaiten.call('PATCH', one, { comment: null })).json().comment).toBeNull();
    expect(await spent()).toBe(102);
    expect((await kaiten.call('DELETE', one)).json()).toEqual({ id: second.id });
    expect((await kaiten.call('DELETE', one)).status).toBe(404);
    expect(await spent()).toBe(95);
  });

  test('a list shows those of one day, and those of the caller', async () => {
    const card = await aCard();
    const other = await aPerson('member');
    const mine = (await kaiten.call('POST', card.logs, whole)).json().id;
    const theirs = (await kaiten.call('POST', card.logs, { ...whole, for_date: '2026-08-04' }, other.headers)).json()
      .id;
    const ids = async (query: string) =>
      (await kaiten.call('GET', `${card.logs}?${query}`)).json().map(({ id }: { id: number }) => id);
    expect(await ids('')).toEqual([mine, theirs]);
    expect(await ids('for_date=2026-08-04')).toEqual([theirs]);
    expect(await ids('for_date=2026-08-03&personal=true')).toEqual([mine]);
    expect(await ids('for_date=2026-08-04&personal=true')).toEqual([]);
    expect(await ids('for_date=yesterday')).toEqual([]);
  });

  test('what is logged is a time entry of the core, in hours, of the first type of work', async () => {
    const card = await aCard();
    const { id } = (await kaiten.call('POST', card.logs, whole)).json();
    const { actions, admin } = kaiten.test();
    expect(await actions.getTimeEntry(admin, { id })).toMatchObject({
      itemId: card.id,
      day: '2026-08-03',
      week: 32,
      hours: 95 / 60,
      workType: 'Billable',
      note: 'Review',
    });
  });

  test('a card with time logs is not deleted, and one without them is', async () => {
    const card = await aCard();
    const { id } = (await kaiten.call('POST', card.logs, whole)).json();
    const refused = await kaiten.call('DELETE', card.path);
    expect([refused.status, refused.json()]).toEqual([400, { message: 'It has time logs, so it cannot be deleted' }]);
    expect((await kaiten.call('GET', card.path)).json()).toMatchObject({ condition: 1, version: 1 });
    await kaiten.call('DELETE', `${card.logs}/${id}`);
    expect((await kaiten.call('DELETE', card.path)).json().condition).toBe(3);
    expect((await kaiten.call('GET', card.logs)).status).toBe(404);
  });

  test('a log is found under its own card alone, and what is missing is told before what is wrong', async () => {
    const [card, other] = [await aCard(), await aCard()];
    const { id } = (await kaiten.call('POST', card.logs, whole)).json();
    for (const path of [
      `${other.logs}/${id}`,
      `${card.logs}/${id + 1000}`,
      `${card.logs}/x`,
      `/cards/0/time-logs/${id}`,
    ]) {
      expect((await kaiten.call('PATCH', path, { time_spent: 'x' })).status).toBe(404);
      expect((await kaiten.call('DELETE', path)).status).toBe(404);
    }
    expect((await kaiten.call('POST', '/cards/999999/time-logs', { time_spent: 'x' })).status).toBe(404);
    const viewer = await aPerson('viewer');
    expect((await kaiten.call('POST', card.logs, {}, viewer.headers)).status).toBe(403);
    expect((await kaiten.call('DELETE', `${card.logs}/${id}`, undefined, viewer.headers)).status).toBe(403);
    expect((await kaiten.call('GET', card.logs, undefined, viewer.headers)).json()).toHaveLength(1);
  });

  test.each([
    ["Timelog should have required property 'time_spent'", { role_id: -1, for_date: '2026-08-03' }],
    ['Timelog.role_id should be the id of a user role', { ...whole, role_id: 5 }],
    ['Timelog.role_id should be integer', { ...whole, role_id: '-1' }],
    ['Timelog.time_spent should be >= 1', { ...whole, time_spent: 0 }],
    ['Timelog.time_spent should be integer', { ...whole, time_spent: 1.5 }],
    ['Timelog.time_spent should be <= 60000', { ...whole, time_spent: 60_001 }],
    ['Timelog.for_date should match format "date"', { ...whole, for_date: '2026-02-30' }],
    ['Timelog.for_date should be string', { ...whole, for_date: null }],
    ['Timelog.comment should NOT be longer than 4096 characters', { ...whole, comment: 'x'.repeat(4097) }],
    ['Timelog.comment should be string,null', { ...whole, comment: ['x'] }],
  ])('a log is refused with «%s»', async (message, body) => {
    const card = await aCard();
    const answer = await kaiten.call('POST', card.logs, body);
    expect([answer.status, answer.json()]).toEqual([400, { message }]);
    expect((await kaiten.call('GET', card.logs)).json()).toEqual([]);
  });

  test('a change of nothing is told what could be changed', async () => {
    const card = await aCard();
    const { id } = (await kaiten.call('POST', card.logs, whole)).json();
    const answer = await kaiten.call('PATCH', `${card.logs}/${id}`, {});
    expect(answer.status).toBe(400);
    for (const key of ['role_id', 'time_spent', 'for_date', 'comment']) {
      expect(answer.json().message).toContain(`Timelog should have required property '${key}'`);
    }
  });
});
