import { describe, expect, test } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useKaiten } from '../../../test/support/use-kaiten.ts';
import { newToken, secretHash } from '../../actions/index.ts';

describe.each(engines)('an incoming webhook on %s', (engine) => {
  const kaiten = useKaiten(engine);

  const aSpace = async () => {
    const { actions, admin } = kaiten.test();
    const { id } = await kaiten.addSpace();
    const { defaultBoardId } = await actions.getProject(admin, { id });
    return { id, boardId: defaultBoardId };
  };
  const aToken = async (projectId: number | null, scope: 'read' | 'write' | 'admin' = 'write') => {
    const { actions, admin } = kaiten.test();
    const token = newToken();
    const kept = { hash: secretHash(token), lastFour: token.slice(-4) };
    const { login } = admin.actor;
    await actions.createToken(admin, {
      login,
      name: 'hook',
      scope,
      projectId,
      expiresAt: null,
      ...kept,
    });
    return { token };
  };
  const send = (boardId: number | string, token: string, body: unknown) =>
    kaiten.test().send('POST', `/api/latest/webhooks/${boardId}/${token}`, { body });

  test('makes a card with its members and tags, without any other credential', async () => {
    const { id, boardId } = await aSpace();
    const { token } = await aToken(id);
    const self = kaiten.test().admin.actor.userId;
    const answer = await send(boardId, token, {
      title: 'From outside',
      description: 'Text',
      asap: true,
      due_date: '2026-05-04T00:00:00Z',
      owner_id: self,
      members: [self],
      tags: ['bug', 'new one'],
      properties: { id_1: 'test' },
      links: [{ url: 'https://example.com' }],
    });
    expect(answer.status).toBe(200);
    expect(answer.headers['x-timebox-ignored']).toBe('links');
    expect(answer.json()).toMatchObject({
      title: 'From outside',
      description: 'Text',
      asap: true,
      due_date: '2026-05-04T00:00:00.000Z',
      owner_id: self,
      board_id: boardId,
      state: 1,
      properties: { id_1: 'test' },
      members: [{ id: self, type: 1 }],
      tags: [{ name: 'bug' }, { name: 'new one' }],
    });
    const found = await kaiten.call('GET', `/cards/${answer.json().id}`);
    expect(found.json()).toMatchObject({ title: 'From outside', space_id: id });
  });

  test('takes no token that may do more or less than make cards in one space', async () => {
    const { id, boardId } = await aSpace();
    const statusOf = async (token: string) => (await send(boardId, token, { title: 'Card' })).status;
    expect(await statusOf((await aToken(null)).token)).toBe(403);
    expect(await statusOf((await aToken(id, 'admin')).token)).toBe(403);
    expect(await statusOf((await aToken(id, 'read')).token)).toBe(403);
    expect(await statusOf('tbx_unknown')).toBe(401);
    expect(await statusOf((await aToken(id)).token)).toBe(200);
    const listed = await kaiten.call('GET', `/cards?board_id=${boardId}`);
    expect(listed.json()).toHaveLength(1);
  });

  test('finds no board of another space', async () => {
    const [own, other] = [await aSpace(), await aSpace()];
    const { token } = await aToken(own.id);
    expect((await send(other.boardId, token, { title: 'Card' })).status).toBe(404);
    expect((await send('x', token, { title: 'Card' })).status).toBe(404);
  });

  test.each([
    ["Card should have required property 'title'", { description: 'x' }],
    ['Card.tags.0 should be string', { title: 'x', tags: [5] }],
    ['Card.tags should NOT contain control characters', { title: 'x', tags: ['a\u0007'] }],
    ['Card.members should be array', { title: 'x', members: 5 }],
    ['user_id names nothing that there is', { title: 'x', members: [987_654] }],
    ['owner_id names nothing that there is', { title: 'x', owner_id: 987_654 }],
    ['Card.due_date should match format "date-time"', { title: 'x', due_date: 'soon' }],
    ['properties should NOT have additional properties', { title: 'x', properties: { key: 1 } }],
  ])('refuses a card with «%s»', async (message, body) => {
    const { id, boardId } = await aSpace();
    const { token } = await aToken(id);
    const answer = await send(boardId, token, body);
    expect([answer.status, answer.json()]).toEqual([400, { message }]);
    expect((await kaiten.call('GET', `/cards?board_id=${boardId}`)).json()).toEqual([]);
  });
});
