import { Type } from 'typebox';
import { CardFile } from './card-files.wire.ts';
import { CardType } from './card-types.wire.ts';
import { IntegerOrNull, NumberOrNull, TextOrNull } from './nullable.ts';
import { ShortUser, ShortUserOrNull } from './people.wire.ts';
import { CardTag } from './tags.wire.ts';

const BooleanOrNull = Type.Unsafe<boolean | null>({ type: ['boolean', 'null'] });
const IdsOrNull = Type.Unsafe<number[] | null>({ type: ['array', 'null'], items: { type: 'integer' } });
const State = Type.Enum([1, 2, 3]);

/** A member of a card: 1 takes part, 2 is responsible. */
export const CardMember = Type.Interface([ShortUser], {
  type: Type.Enum([1, 2]),
  card_id: Type.Integer(),
  user_id: Type.Integer(),
});
export type CardMember = Type.Static<typeof CardMember>;

/** The scalar part of a card; what is not kept here is told as it is for a card that has none of it. */
export const FlatCard = Type.Object({
  id: Type.Integer(),
  uid: Type.String(),
  title: Type.String(),
  description: TextOrNull,
  state: State,
  condition: State,
  archived: Type.Boolean(),
  asap: Type.Boolean(),
  due_date: TextOrNull,
  due_date_time_present: Type.Boolean(),
  expires_later: Type.Boolean(),
  sort_order: Type.Number(),
  fifo_order: Type.Null(),
  board_id: Type.Integer(),
  column_id: Type.Integer(),
  lane_id: Type.Integer(),
  owner_id: Type.Integer(),
  responsible_id: IntegerOrNull,
  type_id: Type.Integer(),
  version: Type.Integer(),
  updater_id: Type.Integer(),
  size: NumberOrNull,
  size_unit: TextOrNull,
  size_text: TextOrNull,
  blocked: Type.Boolean(),
  blocking_card: Type.Boolean(),
  completed_on_time: BooleanOrNull,
  completed_at: TextOrNull,
  last_moved_at: Type.String(),
  lane_changed_at: Type.String(),
  column_changed_at: Type.String(),
  first_moved_to_in_progress_at: TextOrNull,
  last_moved_to_done_at: TextOrNull,
  planned_start: TextOrNull,
  planned_end: TextOrNull,
  sprint_id: IntegerOrNull,
  milestone_id: Type.Null(),
  external_id: TextOrNull,
  service_id: Type.Null(),
  properties: Type.Unsafe<Record<string, unknown> | null>({ type: ['object', 'null'], additionalProperties: true }),
  tag_ids: IdsOrNull,
  public: Type.Boolean(),
  share_id: Type.Null(),
  share_settings: Type.Null(),
  estimate_workload: IntegerOrNull,
  text_format_type_id: State,
  parents_count: Type.Integer(),
  children_count: Type.Integer(),
  children_done: Type.Integer(),
  children_ids: IdsOrNull,
  parents_ids: IdsOrNull,
  goals_total: Type.Integer(),
  goals_done: Type.Integer(),
  comments_total: Type.Integer(),
  comment_last_added_at: TextOrNull,
  time_spent_sum: Type.Integer(),
  time_blocked_sum: Type.Integer(),
  has_blocked_children: Type.Boolean(),
  description_filled: Type.Boolean(),
  import_id: Type.Null(),
  fts_version: Type.Null(),
  locked: Type.Null(),
  source: Type.String(),
  key: Type.String(),
  created: Type.String(),
  updated: Type.String(),
  members: Type.Array(CardMember),
  tags: Type.Array(CardTag),
});
export type FlatCard = Type.Static<typeof FlatCard>;

const Titled = { id: Type.Integer(), uid: Type.String(), title: Type.String() };
const CardPlace = Type.Object(Titled);

const PlainColumn = Type.Object({
  ...Titled,
  type: State,
  sort_order: Type.Number(),
  board_id: Type.Integer(),
  column_id: IntegerOrNull,
  wip_limit: NumberOrNull,
});
/** The column of a card; a subcolumn tells its column too. */
export const CardColumn = Type.Interface([PlainColumn], { column: Type.Optional(PlainColumn) });
export type CardColumn = Type.Static<typeof CardColumn>;

/** The lane of a card. */
export const CardLane = Type.Object({ ...Titled, sort_order: Type.Number(), board_id: Type.Integer() });
export type CardLane = Type.Static<typeof CardLane>;

/** A card of a list. */
export const ListedCard = Type.Interface([FlatCard], {
  space_id: Type.Integer(),
  board: CardPlace,
  column: CardColumn,
  lane: CardLane,
  type: CardType,
  owner: ShortUser,
  responsible: ShortUserOrNull,
  path_data: Type.Object({
    space: CardPlace,
    board: CardPlace,
    column: CardColumn,
    subcolumn: Type.Union([CardColumn, Type.Null()]),
    lane: CardLane,
  }),
});
export type ListedCard = Type.Static<typeof ListedCard>;

/** An iteration beside a card that is in it. */
export const CardIteration = Type.Object({
  id: Type.String(),
  iteration_id: Type.String(),
  card_uid: Type.String(),
  space_uid: Type.String(),
  title: Type.String(),
  status: Type.String(),
  creator_uid: Type.String(),
  updater_uid: Type.String(),
});
export type CardIteration = Type.Static<typeof CardIteration>;

const None = Type.Array(Type.Object({}), { maxItems: 0 });

/** A card by itself. */
export const Card = Type.Interface([ListedCard], {
  checklists: None,
  files: Type.Array(CardFile),
  children: None,
  parents: None,
  external_links: None,
  blockers: None,
  iteration: Type.Optional(Type.Array(CardIteration)),
});
export type Card = Type.Static<typeof Card>;
