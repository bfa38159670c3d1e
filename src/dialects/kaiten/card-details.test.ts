import { describe, expect, test } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useKaiten } from '../../../test/support/use-kaiten.ts';

describe.each(engines)('what belongs to a card on %s', (engine) => {
  const kaiten = useKaiten(engine);
  let count = 0;

  const aCard = async (body: object = {}) => {
    const { id } = await kaiten.addSpace();
    const { defaultBoardId } = await kaiten.test().actions.getProject(kaiten.test().admin, { id });
    const answer = await kaiten.call('POST', '/cards', { title: 'Card', board_id: defaultBoardId, ...body });
    return { ...answer.json(), path: `/cards/${answer.json().id}`, spaceId: id };
  };
  const aPerson = async () => {
    count += 1;
    const login = `person${count}-${engine}`;
    const { caller, token } = await kaiten.test().addPerson(login, 'member');
    const { userId: id, userUid: uid, name } = caller.actor;
    const avatar = { avatar_initials_url: '', avatar_uploaded_url: null, initials: expect.any(String), avatar_type: 2 };
    return { token, id, user: { id, uid, full_name: name, email: '', username: login, ...avatar } };
  };

  test('members come, change their part, and go', async () => {
    const card = await aCard();
    const [one, two] = [await aPerson(), await aPerson()];
    const shown = ({ user }: typeof one, type: number) => ({
      ...user,
      type,
      card_id: card.id,
      user_id: user.id,
    });
    const members = async () => (await kaiten.call('GET', `${card.path}/members`)).json();
    const added = await kaiten.call('POST', `${card.path}/members`, { user_id: one.id });
    expect([added.status, added.json()]).toEqual([200, shown(one, 1)]);
    expect((await kaiten.call('POST', `${card.path}/members`, { user_id: one.id })).json()).toEqual(shown(one, 1));
    expect((await kaiten.call('GET', card.path)).json()).toMatchObject({ version: 2, members: [shown(one, 1)] });

    expect((await kaiten.call('POST', `${card.path}/members`, { user_id: two.id, type: 2 })).json()).toEqual(
      shown(two, 2),
    );
    expect(await members()).toEqual([shown(two, 2), shown(one, 1)]);
    const changed = await kaiten.call('PATCH', `${card.path}/members/${one.id}`, { type: 2 });
    expect(changed.json()).toEqual({
      created: expect.any(String),
      updated: expect.any(String),
      card_id: card.id,
      user_id: one.id,
      type: 2,
    });
    expect(await members()).toEqual([shown(one, 2), shown(two, 1)]);
    expect((await kaiten.call('GET', card.path)).json().responsible_id).toBe(one.id);

    expect((await kaiten.call('DELETE', `${card.path}/members/${one.id}`)).json()).toEqual({ id: one.id });
    expect(await members()).toEqual([shown(two, 1)]);
    expect((await kaiten.call('DELETE', `${card.path}/members/${one.id}`)).status).toBe(404);
    expect((await kaiten.call('PATCH', `${card.path}/members/${one.id}`, { type: 1 })).status).toBe(404);
  });

  test.each([
    [{}, "CardMember should have required property 'user_id'"],
    [{ user_id: 'x' }, 'CardMember.user_id should be integer'],
    [{ user_id: 99_999 }, 'user_id names nothing that there is'],
    [{ user_id: 1, type: 3 }, 'CardMember.type should be equal to one of the allowed values'],
  ])('a member %j is refused', async (body, message) => {
    const { path } = await aCard();
    const answer = await kaiten.call('POST', `${path}/members`, body);
    expect([answer.status, answer.json()]).toEqual([400, { message }]);
  });

  test('tags are made by name once, and taken off by number', async () => {
    const card = await aCard();
    const name = `urgent ${card.id}`;
    const added = (await kaiten.call('POST', `${card.path}/tags`, { name })).json();
    expect(added).toEqual({
      id: expect.any(Number),
      uid: expect.any(String),
      name,
      color: expect.any(Number),
      company_id: 1,
      archived: false,
      created: expect.any(String),
      updated: expect.any(String),
      card_id: card.id,
      tag_id: added.id,
    });
    expect((await kaiten.call('POST', `${card.path}/tags`, { name })).json()).toEqual(added);
    expect((await kaiten.call('GET', `${card.path}/tags`)).json()).toEqual([added]);
    expect((await kaiten.call('GET', card.path)).json()).toMatchObject({
      version: 2,
      tag_ids: [added.id],
      tags: [added],
    });
    const { card_id, tag_id, ...tag } = added;
    expect((await kaiten.call('POST', '/tags', { name })).json()).toEqual(tag);
    expect((await kaiten.call('GET', `/tags?query=URGENT%20${card.id}`)).json()).toEqual([tag]);
    expect((await kaiten.call('GET', `/tags?ids=${tag.id}`)).json()).toEqual([tag]);
    expect((await kaiten.call('GET', `/tags?space_id=${card.spaceId}`)).json()).toEqual([tag]);
    expect((await kaiten.call('DELETE', `${card.path}/tags/${tag.id}`)).json()).toEqual({ id: tag.id });
    expect((await kaiten.call('DELETE', `${card.path}/tags/${tag.id}`)).status).toBe(404);
    expect((await kaiten.call('GET', `${card.path}/tags`)).json()).toEqual([]);
  });

  test.each([
    [{}, "Tag should have required property 'name'"],
    [{ name: '' }, 'Tag.name should NOT be shorter than 1 characters'],
    [{ name: 'x'.repeat(129) }, 'Tag.name should NOT be longer than 128 characters'],
    [{ name: 7 }, 'Tag.name should be string'],
    [{ name: 'a\u0007' }, 'Tag.name should NOT contain control characters'],
  ])('a tag %j is refused', async (body, message) => {
    const { path } = await aCard();
    for (const address of [`${path}/tags`, '/tags']) {
      const answer = await kaiten.call('POST', address, body);
      expect([answer.status, answer.json()]).toEqual([400, { message }]);
    }
  });

  test('comments are written, changed and taken away', async () => {
    const card = await aCard();
    const author = await aPerson();
    const as = (method: 'POST' | 'PATCH', path: string, body: object) =>
      kaiten.test().send(method, `/api/latest${path}`, { body, headers: { authorization: `Bearer ${author.token}` } });
    const made = (await as('POST', `${card.path}/comments`, { text: 'First\nline' })).json();
    const comment = {
      id: expect.any(Number),
      uid: expect.any(String),
      text: 'First\nline',
      type: 1,
      edited: false,
      card_id: card.id,
      author_id: author.id,
      internal: false,
      deleted: false,
      created: expect.any(String),
      updated: expect.any(String),
      author: author.user,
    };
    expect(made).toEqual(comment);
    const path = `${card.path}/comments/${made.id}`;
    expect((await as('PATCH', path, { text: 'Other' })).json()).toEqual({ ...comment, text: 'Other', edited: true });
    expect((await kaiten.call('GET', `${card.path}/comments`)).json()).toMatchObject([{ text: 'Other' }]);
    expect((await kaiten.call('GET', card.path)).json()).toMatchObject({
      comments_total: 1,
      comment_last_added_at: made.created,
    });
    expect((await kaiten.call('DELETE', path)).json()).toEqual({ id: made.id });
    expect((await kaiten.call('GET', `${card.path}/comments`)).json()).toEqual([]);
    expect((await kaiten.call('DELETE', path)).status).toBe(404);
  });

  test.each([
    [{}, "Comment should have required property 'text'"],
    [{ text: '' }, 'Comment.text should NOT be shorter than 1 characters'],
    [{ text: 'я'.repeat(4097) }, 'Comment text must not exceed 4096 characters'],
  ])('a comment is refused: %#', async (body, message) => {
    const { path } = await aCard();
    const answer = await kaiten.call('POST', `${path}/comments`, body);
    expect([answer.status, answer.json()]).toEqual([400, { message }]);
    expect((await kaiten.call('POST', `${path}/comments`, { text: 'я'.repeat(4096) })).status).toBe(200);
  });

  test('its location history tells where it stood', async () => {
    const { actions, admin } = kaiten.test();
    const card = await aCard();
    const board = await actions.getBoard(admin, { id: card.board_id });
    const columns = await actions.listColumns(admin, { boards: [board] });
    await kaiten.call('PATCH', card.path, { title: 'No move' });
    await kaiten.call('PATCH', card.path, { column_id: columns[1]?.id });
    await kaiten.call('PATCH', card.path, { condition: 2 });
    const stood = {
      id: expect.any(Number),
      card_id: card.id,
      board_id: card.board_id,
      column_id: card.column_id,
      subcolumn_id: null,
      lane_id: card.lane_id,
      sprint_id: null,
      author_id: 1,
      author: expect.objectContaining({ id: 1 }),
      condition: 1,
      changed: expect.any(String),
    };
    expect((await kaiten.call('GET', `${card.path}/location-history`)).json()).toEqual([
      stood,
      { ...stood, column_id: columns[1]?.id },
      { ...stood, column_id: columns[1]?.id, condition: 2 },
    ]);
  });

  test('its type is the built-in one or one of the company', async () => {
    const types = async () => (await kaiten.call('GET', '/card-types')).json();
    const [builtIn] = await types();
    expect(builtIn).toMatchObject({ id: 1, name: 'Card', letter: 'C', color: 1, company_id: null });
    const made = (await kaiten.call('POST', '/card-types', { name: 'Bug', letter: 'B', color: 5 })).json();
    expect(made).toMatchObject({ name: 'Bug', letter: 'B', color: 5, company_id: 1, archived: false });
    expect((await types()).map((each: { id: number }) => each.id)).toContain(made.id);
    const path = `/card-types/${made.id}`;
    expect((await kaiten.call('PATCH', path, { name: 'Defect' })).json()).toEqual({
      ...made,
      name: 'Defect',
      updated: expect.any(String),
    });
    const card = await aCard({ type_id: made.id });
    expect(card.type_id).toBe(made.id);
    expect((await kaiten.call('GET', card.path)).json().type).toMatchObject({ id: made.id, name: 'Defect' });
    const used = await kaiten.call('DELETE', path);
    expect([used.status, used.json()]).toEqual([400, { message: 'There are items of this type' }]);
    expect((await kaiten.call('PATCH', card.path, { type_id: 1 })).json()).toMatchObject({ type_id: 1, version: 2 });
    expect((await kaiten.call('DELETE', path)).json()).toEqual({ id: made.id });
    expect((await kaiten.call('GET', path)).status).toBe(404);
    expect((await kaiten.call('DELETE', '/card-types/1')).status).toBe(403);
    const unknown = await kaiten.call('PATCH', card.path, { type_id: made.id });
    expect([unknown.status, unknown.json()]).toEqual([
      400,
      { message: 'Card.type_id should be the id of a card type' },
    ]);
  });

  test.each([
    [{}, "CardType should have required property 'name'"],
    [{ name: 'x'.repeat(65) }, 'CardType.name should NOT be longer than 64 characters'],
    [{ name: 'A', color: 26 }, 'CardType.color should be <= 25'],
  ])('a card type %j is refused', async (body, message) => {
    const answer = await kaiten.call('POST', '/card-types', body);
    expect([answer.status, answer.json()]).toEqual([400, { message }]);
  });
});
