import { Type } from 'typebox';
import type { Lane as CoreLane, LaneFields } from '../../actions/index.ts';
import { isoInstant } from '../../domain/days.ts';
import type { Doubts, Fault } from '../../domain/refusal.ts';
import { FreeInteger, keptOfParts, Limit, partFields, saidOfParts, Title, unsaidOfParts } from './board-parts.wire.ts';
import { requireAny, soundMembers } from './body.ts';
import { conditions } from './cards.wire.ts';

const entity = 'Lane';

/** What a lane is shown and worked with by, kept as it is said. */
const Kept = Type.Object({
  row_count: Type.Integer({ minimum: 0, maximum: 1000 }),
  ...keptOfParts,
  default_card_type_id: FreeInteger,
});
type Kept = Type.Static<typeof Kept>;

const unsaid: Kept = {
  row_count: 1,
  ...unsaidOfParts,
  default_card_type_id: null,
};
const keptKeys = Object.keys(unsaid);

const said = {
  ...saidOfParts,
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
  const { title = '', ...fields } = partFields(entity, sent, keptKeys, prefix, faults);
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
      ...partFields(entity, sent, keptKeys, '', faults),
      ...(condition === undefined ? {} : { condition: condition === 1 ? 'live' : 'archived' }),
    },
    doubts: { ...doubts, faults },
  };
}
