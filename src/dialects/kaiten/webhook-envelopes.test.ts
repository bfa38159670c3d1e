import { describe, expect, it } from 'vitest';
import { engines, useTestApp } from '../../../test/support/open-test-app.ts';
import { tellStories } from '../../actions/event-stories.ts';
import { toFlatCard } from './cards.wire.ts';
import { iterationPolicy } from './iterations.wire.ts';
import { kaitenEnvelopes } from './webhook-envelopes.ts';

describe.each(engines)('Kaiten envelopes, on %s', (engine) => {
  const test = useTestApp(engine);

  /** What the work came to, by name, with the names that are told only to whoever asks for them. */
  async function told(work: () => Promise<unknown>) {
    const before = test().heard.length;
    await work();
    const stories = await tellStories(test().app.read, 1, test().heard.slice(before));
    return stories.flatMap(kaitenEnvelopes).map(({ name, body, isExtra }) => {
      const envelope = JSON.parse(body);
      expect(envelope.event).toBe(name);
      const { author, ...data } = envelope.data;
      const { userId: id, name: full_name, login: username } = test().admin.actor;
      expect(author).toEqual({ id, full_name, username, email: null });
      return { name, data, isExtra };
    });
  }
  async function plan() {
    const { actions, admin } = test();
    const project = await actions.createProject(admin, { title: 'Space' });
    const open = (title: string) =>
      actions.createIteration(admin, {
        home: { projectId: project.id },
        title,
        fields: { start: { day: '2026-06-01', at: null }, end: { day: '2026-06-14', at: null } },
        policy: iterationPolicy,
      });
    const card = () => actions.createItem(admin, { project: { id: project.id }, fields: { title: 'Card' } });
    const move = {
      policy: { findsRemoved: false, findsGroups: false, leaves: 'every other', takesForeign: false },
    } as const;
    return { project, open, card, move };
  }

  it('tell of a card with its model, and of a change with what it was and what is new', async () => {
    const { actions, admin } = test();
    const { project, card } = await plan();
    const [added] = await told(card);
    expect(added).toMatchObject({ name: 'card:add', isExtra: false });
    expect(added?.data).toMatchObject({ title: 'Card', size: null, condition: 1, archived: false });
    const { id, uid } = added?.data ?? {};
    expect(uid).toMatch(/^[0-9a-f-]{36}$/);

    const fields = { title: 'Renamed', estimate: 3, dueDay: '2026-06-10', tags: { set: ['one', 'two'] } };
    const changes = await told(() => actions.changeItem(admin, { item: { id }, fields }));
    expect(changes.map(({ name }) => name)).toEqual(['card:update', 'tag:add', 'tag:add']);
    const { members, tags, tag_ids, ...scalars } = added?.data ?? {};
    const derived = { key: expect.any(String) };
    expect(changes[0]?.data.old).toEqual({ ...scalars, ...derived, updated: expect.any(String) });
    expect(changes[0]?.data.changes).toEqual({
      title: 'Renamed',
      size: 3,
      size_text: '3',
      due_date: '2026-06-10T00:00:00.000Z',
      version: 2,
    });
    expect(changes[1]?.data).toMatchObject({ card_id: id, card_uid: uid, name: 'one', tag_id: expect.any(Number) });

    const untagged = await told(() => actions.changeItem(admin, { item: { id }, fields: { tags: { set: ['two'] } } }));
    expect(untagged.map(({ name, data }) => [name, data.name])).toEqual([['tag:remove', 'one']]);
    const removed = await told(() => actions.changeItem(admin, { item: { id }, fields: { condition: 'deleted' } }));
    expect(removed).toMatchObject([{ name: 'card:update', data: { changes: { condition: 3, archived: true } } }]);
    expect(project.id).toBeGreaterThan(0);
  });

  it('tell of a card in the words in which the card itself is told', async () => {
    const { actions, admin } = test();
    const { card } = await plan();
    const [added] = await told(card);
    const shown = await actions.getBoardItem(admin, { item: { id: added?.data.id } });
    expect(added?.data).toEqual(toFlatCard(shown));
  });

  it('tell of a move with the column, lane and state that a card had', async () => {
    const { actions, admin } = test();
    const { project, card } = await plan();
    const { id, columnId } = await card();
    const [moved] = await told(() =>
      actions.changeItem(admin, { item: { id }, fields: {}, to: { category: 'in_progress' } }),
    );
    const there = await actions.getItem(admin, { item: { id } });
    expect(moved).toMatchObject({
      name: 'card:update',
      data: {
        old: { state: 1, column_id: columnId, board_id: project.defaultBoardId, version: 1 },
        changes: { state: 2, column_id: there.columnId, version: 2 },
      },
    });
    expect(moved?.data.changes).not.toHaveProperty('board_id');
  });

  it('tell of members that come, get another part, and go', async () => {
    const { actions, admin, addPerson } = test();
    const { caller } = await addPerson(`taking-part-${engine}`, 'member');
    const { userId: user_id, login: username } = caller.actor;
    const { id } = await (await plan()).card();
    const change = (fields: Parameters<typeof actions.changeItem>[1]['fields']) =>
      told(() => actions.changeItem(admin, { item: { id }, fields }));
    const only = { id: user_id };
    const part = { card_id: id, user_id };
    expect(await change({ followers: { set: [only] } })).toEqual([
      { name: 'card_member:add', isExtra: false, data: expect.objectContaining({ ...part, type: 1, username }) },
    ]);
    const [card, ...members] = await change({ assignee: only, followers: { set: [] } });
    expect(card).toMatchObject({ name: 'card:update', data: { changes: { responsible_id: user_id } } });
    expect(members).toMatchObject([
      { name: 'card_member:update', data: { old: { ...part, type: 1 }, changes: { type: 2 } } },
    ]);
    const [, removed] = await change({ assignee: null });
    expect(removed).toEqual({ name: 'card_member:remove', isExtra: false, data: part });
  });

  it('tell of comments, with what a changed one said before', async () => {
    const { actions, admin } = test();
    const { id } = await (await plan()).card();
    const item = { id };
    const [added] = await told(() => actions.addComment(admin, { item, text: 'said' }));
    expect(added).toMatchObject({ name: 'comment:add', isExtra: false, data: { card_id: id, text: 'said' } });
    const commentId = added?.data.id;
    const [first, second] = await told(async () => {
      await actions.changeComment(admin, { item, commentId, text: 'meant' });
      await actions.changeComment(admin, { item, commentId, text: 'done' });
    });
    expect(first).toMatchObject({ name: 'comment:update', data: { old: { id: commentId, card_id: id } } });
    expect([first?.data.old.text, first?.data.changes]).toEqual(['said', { text: 'meant' }]);
    expect([second?.data.old.text, second?.data.changes]).toEqual(['meant', { text: 'done' }]);
    const [removed] = await told(() => actions.removeComment(admin, { item, commentId }));
    expect(removed).toMatchObject({ name: 'comment:remove', data: { id: commentId, card_id: id } });
  });

  it('tell of time logs', async () => {
    const { actions, admin } = test();
    const { id: itemId } = await (await plan()).card();
    const log = { itemId, personId: admin.actor.userId, day: '2026-06-02', hours: 1.5, note: 'Work' };
    const [added] = await told(() => actions.recordTime(admin, log));
    const model = {
      card_id: itemId,
      user_id: admin.actor.userId,
      role_id: -1,
      for_date: '2026-06-02',
      comment: 'Work',
    };
    expect(added).toMatchObject({ name: 'card_time_log:add', isExtra: false, data: { ...model, time_spent: 90 } });
    const id = added?.data.id;
    const [changed] = await told(() => actions.changeTimeEntry(admin, { id, fields: { hours: 2 } }));
    expect(changed).toMatchObject({ name: 'card_time_log:update', data: { old: { ...model, time_spent: 90 } } });
    expect(changed?.data.changes).toEqual({ time_spent: 120 });
    const removed = await told(() => actions.removeTimeEntry(admin, { id }));
    expect(removed).toEqual([{ name: 'card_time_log:remove', isExtra: false, data: { id, card_id: itemId } }]);
  });

  it('tell of files, and of a card that is blocked and released', async () => {
    const { actions, admin } = test();
    const { id: itemId } = await (await plan()).card();
    const receive = async (keep: (content: AsyncIterable<Uint8Array>) => Promise<void>) => {
      await keep(
        (async function* () {
          yield Buffer.from('hello');
        })(),
      );
      return { name: 'a.txt', mediaType: 'text/plain', description: null, commentId: null };
    };
    const [added] = await told(() => actions.files.attach(admin, { itemId, receive }));
    const model = { card_id: itemId, name: 'a.txt', size: 5, mime_type: 'text/plain', description: null };
    expect(added).toMatchObject({ name: 'file:add', isExtra: false, data: model });
    const id = added?.data.id;
    const [changed] = await told(() => actions.changeAttachment(admin, { id, fields: { description: 'A note' } }));
    expect(changed).toMatchObject({ name: 'file:update', data: { old: model } });
    expect(changed?.data.changes).toMatchObject({ description: 'A note' });
    expect(await told(() => actions.removeAttachment(admin, { id }))).toEqual([
      { name: 'file:remove', isExtra: false, data: { id, card_id: itemId } },
    ]);

    const block = (isBlocked: 0 | 1) =>
      told(() => actions.changeItem(admin, { item: { id: itemId }, fields: { isBlocked } }));
    const [, blocked] = await block(1);
    expect(blocked).toMatchObject({ name: 'block:add', isExtra: false, data: { card_id: itemId, released: false } });
    const [, released] = await block(0);
    expect(released).toMatchObject({ name: 'block:update', data: { changes: { released: true } } });
  });

  it('tell of a changed space, without where it is shown', async () => {
    const { actions, admin } = test();
    const [{ project }, { project: above }] = [await plan(), await plan()];
    const change = (fields: object, details = {}) =>
      told(() =>
        actions.changeProject(admin, { projectId: project.id, precondition: { kind: 'none' }, fields, details }),
      );
    const [renamed] = await change({ title: 'Other', externalId: 'x-1' });
    expect(renamed).toMatchObject({ name: 'space:update', isExtra: false, data: { old: { id: project.id } } });
    expect(renamed?.data.old).toMatchObject({ uid: project.uid, title: 'Space', external_id: null, archived: false });
    expect(renamed?.data.changes).toEqual({ title: 'Other', external_id: 'x-1' });
    const [set] = await change({}, { settings: { timeline: true } });
    expect([set?.data.old.settings, set?.data.changes]).toEqual([null, { settings: { timeline: true } }]);
    expect(await change({ parentId: above.id })).toEqual([]);
  });

  it('tell of a board with its columns and lanes, and of what changes of the board itself', async () => {
    const { actions, admin } = test();
    const { project } = await plan();
    const home = { project: { id: project.id }, field: 'space_id' };
    const create = { home, title: 'Board', takesIterations: true, hasBacklog: true, settings: {} };
    const [added] = await told(() => actions.createBoard(admin, create));
    expect(added).toMatchObject({
      name: 'board:add',
      isExtra: false,
      data: { title: 'Board', space_id: project.id, lanes: [{ title: 'Board' }] },
    });
    expect(added?.data.columns).not.toEqual([]);
    const board = { boardId: added?.data.id, precondition: { kind: 'none' } } as const;
    const settings = { description: 'Text', details: { top: 5 } };
    const [changed] = await told(() => actions.changeBoard(admin, { ...board, fields: { title: 'New' }, settings }));
    expect(changed?.data.old).toMatchObject({ id: board.boardId, title: 'Board', description: null, top: 0 });
    expect(changed?.data.old).not.toHaveProperty('columns');
    expect(changed).toMatchObject({ name: 'board:update' });
    expect(changed?.data.changes).toEqual({ title: 'New', description: 'Text', top: 5 });
    const unheard = await told(async () => {
      await actions.addStage(admin, { ...board, fields: { title: 'More', category: 'queued' } });
      await actions.removeBoard(admin, board);
    });
    expect(unheard).toEqual([]);
  });

  it('tell of iterations and their cards in the same form, as events that have to be asked for', async () => {
    const { actions, admin } = test();
    const { project, open, card, move } = await plan();
    const [added] = await told(() => open('First'));
    expect(added).toMatchObject({ name: 'iteration:add', isExtra: true, data: { title: 'First', status: 'planned' } });
    expect(added?.data.space_uid).toBe(project.uid);
    const iteration = { uid: added?.data.id };
    const change = { iteration, precondition: { kind: 'none' }, policy: iterationPolicy } as const;

    const [changed] = await told(() => actions.changeIteration(admin, { ...change, fields: {}, status: 'active' }));
    expect(changed?.name).toBe('iteration:update');
    expect(changed?.data.old).toMatchObject({ title: 'First', status: 'planned' });
    expect(changed?.data.changes).toEqual({ status: 'active' });

    const { id, uid } = await card();
    const entered = await told(() => actions.enterIteration(admin, { iteration, item: { id }, ...move }));
    const stay = { iteration_id: iteration.uid, card_uid: uid, added_by_uid: admin.actor.userUid };
    expect(entered).toMatchObject([{ name: 'iteration_card:add', isExtra: true, data: stay }]);
    expect(entered[0]?.data).not.toHaveProperty('removed_at');

    const second = { uid: (await open('Second')).uid };
    const swapped = await told(() => actions.enterIteration(admin, { iteration: second, item: { id }, ...move }));
    expect(swapped.map(({ name, data }) => [name, data.iteration_id])).toEqual([
      ['iteration_card:add', second.uid],
      ['iteration_card:remove', iteration.uid],
    ]);
    expect(swapped[1]?.data).toMatchObject({ removed_by_uid: admin.actor.userUid, removed_at: expect.any(String) });
    const removing = { ...change, iteration: second, policy: { ...iterationPolicy, target: 'open' } } as const;
    const removed = await told(() => actions.removeIteration(admin, removing));
    expect(removed.map(({ name }) => name)).toEqual(['iteration_card:remove', 'iteration:remove']);
    expect(removed[1]?.data).toMatchObject({ id: second.uid, status: 'removed' });
  });

  it('tell of every card that a close moves', async () => {
    const { actions, admin } = test();
    const { open, card, move } = await plan();
    const [from, to] = [await open('From'), await open('To')];
    const cards = [await card(), await card(), await card()];
    for (const { id } of cards) {
      await actions.enterIteration(admin, { iteration: { id: from.id }, item: { id }, ...move });
    }
    const change = { iteration: { id: from.id }, precondition: { kind: 'none' }, policy: iterationPolicy } as const;
    await actions.changeIteration(admin, { ...change, fields: {}, status: 'active' });
    const closing = { ...change, fields: {}, status: 'closed', moveUnfinishedTo: { id: to.id } } as const;
    const closed = await told(() => actions.changeIteration(admin, closing));
    expect(closed.map(({ name }) => name)).toEqual(['iteration:update', ...cards.map(() => 'iteration_card:add')]);
    expect(closed.slice(1).map(({ data }) => data.card_uid)).toEqual(cards.map(({ uid }) => uid));
  });

  it('say nothing of what the vendor does not know', async () => {
    const { actions, admin } = test();
    const { project } = await plan();
    const home = { projectId: project.id };
    const nothing = await told(async () => {
      await actions.createProject(admin, { title: 'Other' });
      await actions.createIteration(admin, { home, title: 'R', isRelease: true, fields: {}, policy: iterationPolicy });
      await test().addPerson(`person-${engine}`, 'member');
    });
    expect(nothing).toEqual([]);
  });
});
