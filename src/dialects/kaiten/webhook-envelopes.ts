import type { EventStory } from '../../actions/index.ts';
import { isoInstant } from '../../domain/days.ts';
import { fitPayload } from '../../domain/fit-payload.ts';
import type { ItemCondition } from '../../domain/item.ts';
import type { ItemView } from '../../domain/item-view.ts';
import { type Envelope, testKind } from '../../domain/webhook.ts';
import { toIterationCard } from './iteration-cards.wire.ts';
import { toIteration } from './iterations.wire.ts';

/**
 * Tells an event as the vendor's external webhooks do (vendor page "External webhooks"): `{event, data}`, with the whole model for what
 * was added or removed, and with `old` and `changes` for what was changed. The vendor tells nothing of iterations; whoever
 * asks for those events by name gets them in the same envelopes. One event may come to several.
 */
export function kaitenEnvelopes(story: EventStory): readonly Envelope[] {
  const entered = story.entered.map((stay) => {
    // As in `moved_cards`: what has only begun has no end.
    const { removed_at, removed_by_uid, ...begun } = toIterationCard(stay);
    return envelope(story, 'iteration_card:add', begun);
  });
  const left = story.left.map((stay) => envelope(story, 'iteration_card:remove', { ...toIterationCard(stay) }));
  return [...own(story), ...entered, ...left];
}

/** The vendor has these; the rest of the names that are sent is ours. */
const vendors = /^(space|board|card|block|comment|tag|file|card_member|card_time_log):/;

function own(story: EventStory): readonly Envelope[] {
  const { event, iteration, item, comment } = story;
  const { kind, data } = event;
  if (kind === testKind) return [envelope(story, testKind, {})];
  if (kind === 'item.created' && item !== null) return [envelope(story, 'card:add', toCard(item))];
  if (kind === 'item.changed' && item !== null) return ofChangedItem(story, item);
  if (kind.startsWith('comment.') && item !== null) {
    const known = { id: data.commentId, card_id: item.id };
    const said = comment === null ? {} : { text: comment.text };
    if (kind === 'comment.added') return [envelope(story, 'comment:add', { ...known, ...said })];
    if (kind === 'comment.removed') return [envelope(story, 'comment:remove', known)];
    return [envelope(story, 'comment:update', { old: known, changes: said })];
  }
  // Releases are not known here.
  if (iteration?.kind !== 'iteration') return [];
  const model = toIteration(iteration);
  if (kind === 'iteration.created') return [envelope(story, 'iteration:add', model)];
  if (kind === 'iteration.removed') return [envelope(story, 'iteration:remove', model)];
  if (kind !== 'iteration.changed') return [];
  const [earlier, later] = [entriesOf(data.before), entriesOf(data.after)];
  const before = toIteration({ ...iteration, ...earlier });
  const after = toIteration({ ...iteration, ...later });
  return update(story, 'iteration:update', before, after);
}

function ofChangedItem(story: EventStory, item: ItemView): readonly Envelope[] {
  const changes = entriesOf(story.event.data.changes);
  const side = (at: 0 | 1) =>
    Object.fromEntries(
      Object.entries(changes).flatMap(([field, pair]) => (Array.isArray(pair) ? [[field, pair[at]]] : [])),
    );
  const [before, after] = [side(0), side(1)];
  const card = { card_id: item.id, card_uid: item.uid };
  const [earlier, later] = [namesIn(before.tags), namesIn(after.tags)];
  return [
    ...update(story, 'card:update', toCard({ ...item, ...before }), toCard({ ...item, ...after })),
    ...later.filter((name) => !earlier.includes(name)).map((name) => envelope(story, 'tag:add', { ...card, name })),
    ...earlier.filter((name) => !later.includes(name)).map((name) => envelope(story, 'tag:remove', { ...card, name })),
  ];
}

/** A card with what the core knows of one. Its tags have events of their own. */
function toCard(item: ItemView): Record<string, unknown> {
  return {
    id: item.id,
    uid: item.uid,
    key: item.key,
    title: item.title,
    description: item.description,
    condition: conditions[item.condition],
    archived: item.condition !== 'live',
    board_id: item.boardId,
    column_id: item.columnId,
    lane_id: item.laneId,
    owner_id: item.createdBy,
    size: item.estimate,
    due_date: item.dueDay === null ? null : `${item.dueDay}T00:00:00.000Z`,
    created: isoInstant(item.createdAt),
  };
}

const conditions: Readonly<Record<ItemCondition, number>> = { live: 1, archived: 2, deleted: 3 };

/** Nothing, where only such things changed as are not shown here. */
function update(story: EventStory, name: string, before: object, after: object): readonly Envelope[] {
  const old = new Map(Object.entries(before));
  const changes = Object.entries(after).filter(
    ([key, value]) => JSON.stringify(old.get(key)) !== JSON.stringify(value),
  );
  if (changes.length === 0) return [];
  return [envelope(story, name, { old: before, changes: Object.fromEntries(changes) })];
}

function envelope({ actor }: EventStory, name: string, data: Readonly<Record<string, unknown>>): Envelope {
  const author =
    actor === null ? null : { id: actor.id, full_name: actor.name, username: actor.login, email: actor.email };
  return { name, body: fitPayload({ event: name, data: { ...data, author } }), isExtra: !vendors.test(name) };
}

function entriesOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function namesIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
