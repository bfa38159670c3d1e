import type { Attachment } from '../../domain/attachment.ts';
import type { BoardItem, ColumnOfItem, LaneOfItem, SubcolumnOfItem, Titled } from '../../domain/board-item.ts';
import { isoInstant, startOfUtcDay } from '../../domain/days.ts';
import type { Item } from '../../domain/item.ts';
import type { Card, CardColumn, CardIteration, CardLane, CardMember, FlatCard, ListedCard } from './card.schema.ts';
import { toCardFile } from './card-files.wire.ts';
import { sizeOf } from './card-size.ts';
import { builtInType, toCardType } from './card-types.wire.ts';
import { toShortUser } from './people.wire.ts';
import { toCardTag } from './tags.wire.ts';

/** What a column's category is called here. */
export const columnTypes = { queued: 1, in_progress: 2, done: 3 } as const;
/** What is cancelled elsewhere counts as done here, and as put away. */
export const states = { ...columnTypes, cancelled: 3 } as const;
/** What the condition of a card or a lane is called here. */
export const conditions = { live: 1, archived: 2, deleted: 3 } as const;
const textFormats = { markdown: 1, html: 2, wiki: 3 } as const;

/** A card with its scalar part alone, as writes answer it; its people and tags are always told. */
export function toFlatCard(item: BoardItem): FlatCard {
  const { description, comments } = item;
  const condition = conditionOf(item);
  const columnAt = item.columnAt ?? item.createdAt;
  const laneAt = item.laneAt ?? item.createdAt;
  const due = shownMoment(item.dueAt, item.dueDay);
  const { size, size_unit, size_text } = sizeOf(item);
  return {
    id: item.id,
    uid: item.uid,
    title: item.title,
    description,
    state: states[item.category],
    condition,
    archived: condition !== 1,
    asap: item.asap === 1,
    due_date: due,
    due_date_time_present: item.hasDueTime === 1,
    expires_later: item.expiresLater === 1,
    sort_order: item.sortOrder,
    fifo_order: null,
    board_id: item.boardId,
    column_id: item.subcolumnId ?? item.columnId,
    lane_id: item.laneId,
    owner_id: item.ownerId ?? item.createdBy,
    responsible_id: item.assigneeId,
    type_id: item.ownType?.id ?? builtInType.id,
    version: item.version,
    updater_id: item.updatedBy,
    size,
    size_unit,
    size_text,
    blocked: item.isBlocked === 1,
    blocking_card: false,
    completed_on_time: item.doneAt === null || due === null ? null : isoInstant(item.doneAt) <= endOf(item, due),
    completed_at: instantOrNull(item.doneAt),
    last_moved_at: isoInstant(Math.max(columnAt, laneAt)),
    lane_changed_at: isoInstant(laneAt),
    column_changed_at: isoInstant(columnAt),
    first_moved_to_in_progress_at: instantOrNull(item.startedAt),
    last_moved_to_done_at: instantOrNull(item.doneAt),
    planned_start: shownMoment(item.plannedStartAt, item.startDay),
    planned_end: shownMoment(item.plannedEndAt, item.endDay),
    sprint_id: null,
    milestone_id: null,
    external_id: item.externalId,
    service_id: null,
    properties: item.properties === null ? null : readProperties(item.properties),
    tag_ids: item.tags.map((each) => each.id),
    public: false,
    share_id: null,
    share_settings: null,
    estimate_workload: item.plannedMinutes,
    text_format_type_id: textFormats[item.textFormat],
    parents_count: item.parentId === null ? 0 : 1,
    children_count: 0,
    children_done: 0,
    children_ids: null,
    parents_ids: item.parentId === null ? null : [item.parentId],
    goals_total: 0,
    goals_done: 0,
    comments_total: comments.count,
    comment_last_added_at: instantOrNull(comments.lastAt),
    time_spent_sum: item.loggedMinutes ?? item.spentMinutes ?? 0,
    time_blocked_sum: 0,
    has_blocked_children: false,
    description_filled: description !== null && description !== '',
    import_id: null,
    fts_version: null,
    locked: null,
    source: 'api',
    key: item.key,
    created: isoInstant(item.createdAt),
    updated: isoInstant(item.updatedAt),
    members: toMembers(item),
    tags: item.tags.map((each) => toCardTag(each, item)),
  };
}

/** A card of a list, with what it stands in. */
export function toListedCard(item: BoardItem): ListedCard {
  const { project, board, subcolumn } = item;
  const column = toCardColumn(item.column);
  const lane = toCardLane(item.lane);
  const own = subcolumn === null ? column : toCardSubcolumn(subcolumn, column);
  const home = toCardPlace(board);
  // Added to, not copied: a board may have thousands of cards, each of seventy keys.
  return Object.assign(toFlatCard(item), {
    space_id: project.id,
    board: home,
    column: own,
    lane,
    type: toCardType(item.ownType, item.orgId),
    owner: toOwner(item.owner),
    responsible: item.assignee && toOwner(item.assignee),
    path_data: {
      space: toCardPlace(project),
      board: home,
      column,
      subcolumn: subcolumn === null ? null : own,
      lane,
    },
  });
}

/** A card by itself, with its files. A card that is in no open iteration has no key `iteration`. */
export function toCard(item: BoardItem, files: readonly Attachment[]): Card {
  return Object.assign(toListedCard(item), {
    checklists: [],
    files: files.map(toCardFile),
    children: [],
    parents: [],
    external_links: [],
    blockers: [],
    ...(item.plans.length === 0 ? {} : { iteration: toCardIterations(item) }),
  });
}

/** Whether a card is in play, put away or deleted; what is cancelled elsewhere counts as put away. */
export function conditionOf({ condition, category }: Pick<Item, 'condition' | 'category'>): 1 | 2 | 3 {
  return condition === 'live' && category === 'cancelled' ? 2 : conditions[condition];
}

/** Who takes part: 2 is responsible for the card, 1 is a member. */
export function toMembers(item: Pick<BoardItem, 'id' | 'assignee' | 'followers'>): CardMember[] {
  const { id, assignee, followers } = item;
  const others = followers.filter((each) => each.id !== assignee?.id);
  return [
    ...(assignee === null ? [] : [{ ...toShortUser(assignee), type: 2 as const, card_id: id, user_id: assignee.id }]),
    ...others.map((each) => ({ ...toShortUser(each), type: 1 as const, card_id: id, user_id: each.id })),
  ];
}

function toCardIterations({ uid, plans }: BoardItem): CardIteration[] {
  return plans.map((plan) => ({
    id: plan.uid,
    iteration_id: plan.uid,
    card_uid: uid,
    space_uid: plan.projectUid,
    title: plan.title,
    status: plan.status,
    creator_uid: plan.creatorUid,
    updater_uid: plan.updaterUid,
  }));
}

const toCardPlace = onceEach(({ id, uid, title }: Titled) => ({ id, uid, title }));

const toCardColumn = onceEach(
  (column: ColumnOfItem): CardColumn => ({
    id: column.id,
    uid: column.uid,
    title: column.title,
    type: columnTypes[column.category],
    sort_order: column.sortOrder,
    board_id: column.boardId,
    column_id: null,
    wip_limit: column.itemLimit,
  }),
);

function toCardSubcolumn(part: SubcolumnOfItem, parent: CardColumn): CardColumn {
  return {
    id: part.id,
    uid: part.uid,
    title: part.title,
    type: columnTypes[part.category],
    sort_order: part.sortOrder,
    board_id: parent.board_id,
    column_id: parent.id,
    wip_limit: null,
    column: parent,
  };
}

const toCardLane = onceEach(
  ({ id, uid, title, sortOrder, boardId }: LaneOfItem): CardLane => ({
    id,
    uid,
    title,
    sort_order: sortOrder,
    board_id: boardId,
  }),
);

const toOwner = onceEach(toShortUser);

/** Cards of a list stand in the same few places: each of these is made once. */
function onceEach<K extends object, V extends object>(make: (of: K) => V): (of: K) => V {
  const made = new WeakMap<K, V>();
  return (of) => {
    const known = made.get(of);
    if (known !== undefined) return known;
    const value = make(of);
    made.set(of, value);
    return value;
  };
}

/** The instant that was given, or the beginning of the day where only that is known. */
function shownMoment(at: number | null, day: string | null): string | null {
  if (at !== null) return isoInstant(at);
  return day === null ? null : isoInstant(startOfUtcDay(day));
}

/** A due date without a time lasts until its day is over. */
function endOf({ hasDueTime }: Item, due: string): string {
  return hasDueTime === 1 ? due : `${due.slice(0, 10)}T23:59:59.999Z`;
}

function instantOrNull(at: number | null): string | null {
  return at === null ? null : isoInstant(at);
}

/** Values of custom fields as they are stored. */
export function readProperties(text: string): Record<string, unknown> {
  const properties: Record<string, unknown> = JSON.parse(text);
  return properties;
}
