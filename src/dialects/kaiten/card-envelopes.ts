import type { EventStory } from '../../actions/index.ts';
import type { BoardItem } from '../../domain/board-item.ts';
import type { Category } from '../../domain/ledger.ts';
import type { Envelope } from '../../domain/webhook.ts';
import { toFlatCard, toMembers } from './cards.wire.ts';
import { entriesOf, envelope, update } from './envelope.ts';
import { toCardTag } from './tags.wire.ts';

/**
 * Tells what changed of a card: of the card itself, of its members and of its tags, each by events of their own. What no event
 * keeps, such as when it was last moved, is told in both states as it is now.
 */
export function changedCard(story: EventStory, item: BoardItem): readonly Envelope[] {
  const { changes: changed, version, category } = story.event.data;
  const changes = entriesOf(changed);
  const side = (at: 0 | 1) =>
    Object.fromEntries(
      Object.entries(changes).flatMap(([field, pair]) => (Array.isArray(pair) ? [[field, pair[at]]] : [])),
    );
  const [before, after] = [side(0), side(1)];
  const reached = isCategory(category) ? category : item.category;
  const left = story.statuses.find(({ id }) => id === before.statusId)?.category ?? reached;
  const number = typeof version === 'number' ? version : item.version;
  const isChanged = Object.keys(changes).some((field) => field !== 'tags' && field !== 'followers');
  const was = scalars(story, item, { ...before, category: left, version: number - 1 });
  const is = scalars(story, item, { ...after, category: reached, version: number });
  return [
    ...(isChanged ? update(story, 'card:update', was, is) : []),
    ...changedBlock(story, item, after),
    ...changedMembers(story, item, before, after),
    ...changedTags(story, item, namesIn(before.tags), namesIn(after.tags)),
  ];
}

/** The scalar part of a card with some of the core's fields as they were; members and tags have events of their own. */
function scalars(story: EventStory, item: BoardItem, state: Readonly<Record<string, unknown>>) {
  const { tags: names, followers, ...fields } = state;
  const ownType = 'type' in fields ? (story.itemTypes.find(({ key }) => key === fields.type) ?? null) : item.ownType;
  const { members, tags, tag_ids, ...card } = toFlatCard({ ...item, ...fields, ownType });
  return card;
}

/** A block that has been lifted stays, as released; one card has one at a time, without a reason. */
function changedBlock(
  story: EventStory,
  item: BoardItem,
  { isBlocked }: Readonly<Record<string, unknown>>,
): readonly Envelope[] {
  if (isBlocked === undefined) return [];
  const block = { card_id: item.id, card_uid: item.uid, blocker_id: story.event.actorId, reason: null };
  if (isBlocked === 1) return [envelope(story, 'block:add', { ...block, released: false })];
  return update(story, 'block:update', { ...block, released: false }, { ...block, released: true });
}

/** By person, 2 for who is responsible and 1 for each member. */
type Parts = ReadonlyMap<number, 1 | 2>;

function changedMembers(
  story: EventStory,
  item: BoardItem,
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): readonly Envelope[] {
  const [earlier, later] = [partsOf(item, before), partsOf(item, after)];
  const come = [...later].flatMap(([id, type]) => {
    const was = earlier.get(id);
    if (was === type) return [];
    const part = { card_id: item.id, user_id: id, type };
    if (was !== undefined) return update(story, 'card_member:update', { ...part, type: was }, part);
    return [envelope(story, 'card_member:add', { ...toMembers(item).find((each) => each.id === id), id, ...part })];
  });
  const gone = [...earlier.keys()].filter((id) => !later.has(id));
  return [...come, ...gone.map((id) => envelope(story, 'card_member:remove', { card_id: item.id, user_id: id }))];
}

function partsOf(item: BoardItem, state: Readonly<Record<string, unknown>>): Parts {
  const followers = 'followers' in state ? namesIn(state.followers) : item.followers.map(({ id }) => id);
  const assignee = 'assigneeId' in state ? state.assigneeId : item.assigneeId;
  return new Map([...followers.map((id) => [id, 1] as const), [assignee, 2] as const].filter(isPart));
}

function isPart(entry: readonly [unknown, 1 | 2]): entry is readonly [number, 1 | 2] {
  return typeof entry[0] === 'number';
}

function changedTags(
  story: EventStory,
  item: BoardItem,
  earlier: readonly unknown[],
  later: readonly unknown[],
): readonly Envelope[] {
  const card = { card_id: item.id, card_uid: item.uid };
  const known = (name: unknown) => {
    const tag = item.tags.find((each) => each.name === name);
    return tag === undefined ? {} : toCardTag(tag, item);
  };
  return [
    ...later
      .filter((name) => !earlier.includes(name))
      .map((name) => envelope(story, 'tag:add', { ...known(name), ...card, name })),
    ...earlier.filter((name) => !later.includes(name)).map((name) => envelope(story, 'tag:remove', { ...card, name })),
  ];
}

function isCategory(value: unknown): value is Category {
  return value === 'queued' || value === 'in_progress' || value === 'done' || value === 'cancelled';
}

function namesIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
