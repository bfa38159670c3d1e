import { describe, expect, it } from 'vitest';
import { engines, useTestApp } from '../../../test/support/open-test-app.ts';
import { tellStories } from '../../actions/event-stories.ts';
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
    expect(changes[0]?.data.old).toEqual(added?.data);
    expect(changes[0]?.data.changes).toEqual({ title: 'Renamed', size: 3, due_date: '2026-06-10T00:00:00.000Z' });
    expect(changes[1]?.data).toEqual({ card_id: id, card_uid: uid, name: 'one' });

    const untagged = await told(() => actions.changeItem(admin, { item: { id }, fields: { tags: { set: ['two'] } } }));
    expect(untagged.map(({ name, data }) => [name, data.name])).toEqual([['tag:remove', 'one']]);
    const removed = await told(() => actions.changeItem(admin, { item: { id }, fields: { condition: 'deleted' } }));
    expect(removed).toMatchObject([{ name: 'card:update', data: { changes: { condition: 3, archived: true } } }]);
    expect(project.id).toBeGreaterThan(0);
  });

  it('tell of comments', async () => {
    const { actions, admin } = test();
    const { id } = await (await plan()).card();
    const item = { id };
    const [added] = await told(() => actions.addComment(admin, { item, text: 'said' }));
    expect(added).toMatchObject({ name: 'comment:add', isExtra: false, data: { card_id: id, text: 'said' } });
    const commentId = added?.data.id;
    const [changed] = await told(() => actions.changeComment(admin, { item, commentId, text: 'meant' }));
    expect(changed).toMatchObject({ name: 'comment:update', data: { changes: { text: 'meant' } } });
    const [removed] = await told(() => actions.removeComment(admin, { item, commentId }));
    expect(removed).toMatchObject({ name: 'comment:remove', data: { id: commentId, card_id: id } });
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
