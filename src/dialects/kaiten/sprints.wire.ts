import { Type } from 'typebox';
import type { CreateIteration, IterationItems, MemberVelocity } from '../../actions/index.ts';
import type { IterationFields } from '../../domain/change-of-iteration.ts';
import { isoInstant } from '../../domain/days.ts';
import type { IterationStatus, IterationView } from '../../domain/iteration.ts';
import { type Doubts, refuseFaults, refuseUnreadable } from '../../domain/refusal.ts';
import { soundMembers } from './body.ts';
import { Card } from './card.schema.ts';
import { sizeOf } from './card-size.ts';
import { conditionOf, readProperties, states, toCard } from './cards.wire.ts';
import { toFields } from './iteration-fields.ts';
import { toIteration } from './iterations.wire.ts';
import { NumberOrNull, TextOrNull } from './nullable.ts';
import { oneOfRequired } from './wording.ts';

const entity = 'Sprint';

const State = Type.Enum([1, 2, 3]);
const Title = Type.String({ minLength: 1, maxLength: 256 });

/** Body of POST, which no page describes: what clients send. */
export const NewSprint = Type.Object({
  title: Title,
  board_id: Type.Integer({ minimum: 1 }),
  goal: Type.Optional(TextOrNull),
  start_date: Type.Optional(TextOrNull),
  finish_date: Type.Optional(TextOrNull),
  active: Type.Optional(Type.Boolean()),
});
export type NewSprint = Type.Static<typeof NewSprint>;

/** Body of PATCH, likewise. */
export const SprintPatch = Type.Partial(
  Type.Object({
    title: Title,
    goal: TextOrNull,
    start_date: TextOrNull,
    finish_date: TextOrNull,
    active: Type.Boolean(),
    archive_done_cards: Type.Boolean(),
  }),
);
export type SprintPatch = Type.Static<typeof SprintPatch>;

/** The keys that these bodies know. */
export const newSprintKeys = Object.keys(NewSprint.properties);
export const sprintKeys = Object.keys(SprintPatch.properties);

const changes = ['title', 'goal', 'start_date', 'finish_date', 'active'] as const;

const ByMembers = Type.Object({
  by_members: Type.Array(Type.Object({ user_id: Type.Integer(), velocity: Type.Number() })),
});

/** A sprint as it goes out (vendor page "Retrieve list of sprints"). */
export const Sprint = Type.Object({
  id: Type.Integer(),
  uid: Type.String(),
  board_id: Type.Integer(),
  title: Type.String(),
  goal: TextOrNull,
  active: Type.Boolean(),
  committed: Type.Number(),
  children_committed: Type.Number(),
  velocity: Type.Number(),
  velocity_details: Type.Union([ByMembers, Type.Null()]),
  children_velocity: Type.Number(),
  children_velocity_details: ByMembers,
  creator_id: Type.Integer(),
  updater_id: Type.Integer(),
  start_date: TextOrNull,
  finish_date: TextOrNull,
  actual_finish_date: TextOrNull,
  created: Type.String(),
  updated: Type.String(),
  archived: Type.Boolean(),
});
export type Sprint = Type.Static<typeof Sprint>;

const SprintCard = Type.Interface([Card], { has_access_to_space: Type.Boolean() });
type SprintCard = Type.Static<typeof SprintCard>;

const CardUpdate = Type.Object({
  id: Type.Integer(),
  sprint_id: NumberOrNull,
  created: Type.String(),
  updated: Type.String(),
  size: NumberOrNull,
  size_unit: TextOrNull,
  size_text: TextOrNull,
  properties: Type.Unsafe<Record<string, unknown> | null>({ type: ['object', 'null'], additionalProperties: true }),
  tag_ids: Type.Array(Type.Integer()),
  description: TextOrNull,
  board_id: Type.Integer(),
  column_id: Type.Integer(),
  lane_id: Type.Integer(),
  condition: State,
  state: State,
  archived: Type.Boolean(),
  version: Type.Integer(),
});
type CardUpdate = Type.Static<typeof CardUpdate>;

/** A sprint with what it holds (vendor page "Get sprint summary"). */
export const SprintSummary = Type.Interface([Sprint], {
  cards: Type.Array(SprintCard),
  cardUpdates: Type.Array(CardUpdate),
  customProperties: Type.Array(Type.Object({}), { maxItems: 0 }),
});
export type SprintSummary = Type.Static<typeof SprintSummary>;

/** The statuses of what a query asks for by `active`; every one but removed, unless it says yes or no. */
export function statusesOf(active: string | undefined): readonly IterationStatus[] {
  if (active?.toLowerCase() === 'true') return ['active'];
  const inactive = ['planned', 'closed', 'archived'] as const;
  return active?.toLowerCase() === 'false' ? inactive : ['active', ...inactive];
}

/**
 * Reads the body of a POST. Where it names no board, there is nothing that could be missing or forbidden first.
 * @throws Refusal invalid, malformed_body
 */
export function toNewSprint(body: NewSprint, doubts: Doubts): Omit<CreateIteration, 'policy'> {
  const { sent, faults } = soundMembers(entity, body, doubts);
  const { title = '', ...fields } = toFields(entity, sent, faults);
  const told = { ...doubts, faults };
  if (sent.board_id === undefined) {
    refuseUnreadable(told);
    refuseFaults(told);
  }
  return {
    home: { boardId: sent.board_id ?? 0 },
    title,
    fields,
    ...(sent.active === true ? { status: 'active' } : {}),
    doubts: told,
  };
}

/** What a PATCH asks for. */
export interface AskedSprintChange {
  readonly fields: IterationFields;
  readonly active?: boolean;
  readonly archivesDone: boolean;
  readonly doubts: Doubts;
}

/** Reads the body of a PATCH. */
export function toSprintChange(body: SprintPatch, doubts: Doubts): AskedSprintChange {
  const { sent, faults } = soundMembers(entity, body, doubts);
  const unfit = new Set(faults.map(({ field }) => field));
  if (!unfit.has('') && !changes.some((key) => sent[key] !== undefined || unfit.has(key))) {
    faults.push(...oneOfRequired(entity, changes));
  }
  return {
    fields: toFields(entity, sent, faults),
    ...(sent.active === undefined ? {} : { active: sent.active }),
    archivesDone: sent.archive_done_cards === true,
    doubts: { ...doubts, faults },
  };
}

/** A sprint on the wire. `velocities` may be of other sprints too. */
export function toSprint(iteration: IterationView, velocities: readonly MemberVelocity[]): Sprint {
  const { title, goal, start_date, finish_date, actual_finish_date, created, updated } = toIteration(iteration);
  const { committedPoints, committedItems, velocityPoints, doneItems } = iteration;
  // Where nothing has a size the cards themselves are counted.
  const isSized = (committedPoints ?? 0) > 0 || (velocityPoints ?? 0) > 0;
  const ofMembers = velocities.filter(({ iterationId }) => iterationId === iteration.id);
  return {
    id: iteration.id,
    uid: iteration.uid,
    board_id: iteration.boardId,
    title,
    goal,
    active: iteration.status === 'active',
    committed: (isSized ? committedPoints : committedItems) ?? 0,
    children_committed: 0,
    velocity: (isSized ? velocityPoints : doneItems) ?? 0,
    velocity_details:
      velocityPoints === null
        ? null
        : {
            by_members: ofMembers.map(({ personId, points, items }) => ({
              user_id: personId,
              velocity: isSized ? points : items,
            })),
          },
    children_velocity: 0,
    children_velocity_details: { by_members: [] },
    creator_id: iteration.creator.id,
    updater_id: iteration.updater.id,
    start_date,
    finish_date,
    actual_finish_date,
    created,
    updated,
    archived: iteration.status === 'archived',
  };
}

/** A sprint with what it holds, on the wire. */
export function toSummary(
  sprint: Sprint,
  held: IterationItems,
  { withDeleted }: { withDeleted: boolean },
): SprintSummary {
  const items = withDeleted ? held.items : held.items.filter(({ condition }) => condition !== 'deleted');
  return {
    ...sprint,
    cards: items.map((item) => ({ ...toCard(item, []), has_access_to_space: true })),
    cardUpdates: held.versions.map((version) => toCardUpdate(sprint.id, version)),
    customProperties: [],
  };
}

function toCardUpdate(sprintId: number, version: IterationItems['versions'][number]): CardUpdate {
  const condition = conditionOf(version);
  return {
    id: version.item.id,
    sprint_id: version.isIn ? sprintId : null,
    created: isoInstant(version.item.createdAt),
    updated: isoInstant(version.at),
    ...sizeOf(version),
    properties: version.properties === null ? null : readProperties(version.properties),
    tag_ids: [...version.tagIds],
    description: version.description,
    board_id: version.boardId,
    column_id: version.subcolumnId ?? version.columnId,
    lane_id: version.laneId,
    condition,
    state: states[version.category],
    archived: condition === 2,
    version: version.version,
  };
}
