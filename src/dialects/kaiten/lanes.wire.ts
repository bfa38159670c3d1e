import { Type } from 'typebox';
import type { Lane as CoreLane, LaneFields } from '../../actions/index.ts';
import { isoInstant } from '../../domain/days.ts';
import type { Doubts, Fault } from '../../domain/refusal.ts';
import { keptOf, requireAny, soundMembers, textOf } from './body.ts';

const entity = 'Lane';
const TextOrNull = Type.Unsafe<string | null>({ type: ['string', 'null'] });
const IntegerOrNull = Type.Unsafe<number | null>({ type: ['integer', 'null'], maximum: 2_147_483_647 });
const TextOrNumberOrNull = Type.Unsafe<string | number | null>({ type: ['string', 'number', 'null'] });
const Count = Type.Integer({ minimum: -1, maximum: 2_147_483_647 });
const Limit = Type.Unsafe<number | null>({ type: ['integer', 'null'], minimum: 0, maximum: 2_147_483_647 });

/** What a lane is shown and worked with by, kept as it is said. */
const Kept = Type.Object({
  row_count: Type.Integer({ minimum: 0, maximum: 1000 }),
  wip_limit_type: Type.Enum([1, 2]),
  default_card_type_id: IntegerOrNull,
  default_tags: TextOrNull,
  external_id: TextOrNumberOrNull,
  last_moved_warning_after_days: Count,
  last_moved_warning_after_hours: Count,
  last_moved_warning_after_minutes: Count,
});
type Kept = Type.Static<typeof Kept>;

const unsaid: Kept = {
  row_count: 1,
  wip_limit_type: 1,
  default_card_type_id: null,
  default_tags: null,
  external_id: null,
  last_moved_warning_after_days: -1,
  last_moved_warning_after_hours: -1,
  last_moved_warning_after_minutes: -1,
};
const keptKeys = Object.keys(unsaid);

const Title = Type.String({ minLength: 1, maxLength: 128 });
const said = {
  sort_order: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
  wip_limit: Type.Optional(Limit),
  ...Type.Partial(Kept).properties,
};

/** Body of POST (vendor page "Create new lane"). */
export const NewLane = Type.Object({ title: Title, ...said });
export type NewLane = Type.Static<typeof NewLane>;

/** Body of PATCH (vendor page "Update lane"): 1 is in play, 2 archived; it is deleted by DELETE alone. */
export const LanePatch = Type.Object({
  title: Type.Optional(Title),
  ...said,
  condition: Type.Optional(Type.Enum([1, 2])),
});
export type LanePatch = Type.Static<typeof LanePatch>;

export const newLaneKeys = Object.keys(NewLane.properties);
export const laneKeys = Object.keys(LanePatch.properties);

/** A lane as it goes out. */
export const Lane = Type.Interface([Kept], {
  created: Type.String(),
  updated: Type.String(),
  id: Type.Integer(),
  uid: Type.String(),
  title: Type.String(),
  sort_order: Type.Number(),
  wip_limit: Limit,
  board_id: Type.Integer(),
  condition: Type.Enum([1, 2, 3]),
});
export type Lane = Type.Static<typeof Lane>;

const conditions = { live: 1, archived: 2, deleted: 3 } as const;

/** A lane on the wire. */
export function toLane(lane: CoreLane, boardMadeAt: number): Lane {
  const madeAt = lane.createdAt ?? boardMadeAt;
  return {
    ...unsaid,
    ...lane.details,
    created: isoInstant(madeAt),
    updated: isoInstant(lane.updatedAt ?? madeAt),
    id: lane.id,
    uid: lane.uid,
    title: lane.title,
    sort_order: lane.sortOrder,
    wip_limit: lane.itemLimit,
    board_id: lane.boardId,
    condition: conditions[lane.condition],
  };
}

/** Whether a list shows a lane: those of the conditions named, several with commas; without any all but the deleted. */
export function isShown({ condition }: CoreLane, named: string | undefined): boolean {
  return named === undefined ? condition !== 'deleted' : named.split(',').includes(String(conditions[condition]));
}

/** What a new lane is told of itself. `prefix` is where its members are. */
export function toLaneFields(sent: Partial<NewLane>, prefix: string, faults: Fault[]): LaneFields {
  const { title = '', ...fields } = fieldsIn(sent, prefix, faults);
  return { title, ...fields };
}

/** Reads the body of a POST. */
export function toNewLane(body: NewLane, doubts: Doubts): { readonly fields: LaneFields; readonly doubts: Doubts } {
  const { sent, faults } = soundMembers(entity, body, doubts);
  return { fields: toLaneFields(sent, '', faults), doubts: { ...doubts, faults } };
}

/** Reads the body of a PATCH. */
export function toLaneChange(
  body: LanePatch,
  doubts: Doubts,
): {
  readonly fields: Partial<LaneFields> & { readonly condition?: 'live' | 'archived' };
  readonly doubts: Doubts;
} {
  const { sent, faults } = soundMembers(entity, body, doubts);
  requireAny(entity, body, laneKeys, faults);
  const { condition } = sent;
  return {
    fields: {
      ...fieldsIn(sent, '', faults),
      ...(condition === undefined ? {} : { condition: condition === 1 ? 'live' : 'archived' }),
    },
    doubts: { ...doubts, faults },
  };
}

function fieldsIn(sent: Partial<NewLane>, prefix: string, faults: Fault[]): Partial<LaneFields> {
  const title = textOf(entity, `${prefix}title`, sent.title, { max: 128 }, faults);
  const { sort_order, wip_limit, external_id } = sent;
  textOf(entity, `${prefix}default_tags`, sent.default_tags, { max: 1024 }, faults);
  const known = typeof external_id === 'number' ? String(external_id) : external_id;
  const externalId = textOf(entity, `${prefix}external_id`, known, { max: 1024 }, faults);
  const details = keptOf(sent, keptKeys);
  return {
    ...(title === undefined ? {} : { title }),
    ...(wip_limit === undefined ? {} : { itemLimit: wip_limit }),
    ...(sort_order === undefined ? {} : { sortOrder: sort_order }),
    details: externalId === undefined ? details : { ...details, external_id: externalId },
  };
}
