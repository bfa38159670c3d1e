import { Type } from 'typebox';

const TextOrNumber = Type.Unsafe<string | number>({ type: ['string', 'number'], minLength: 1 });
const TextOrNull = Type.Unsafe<string | number | null>({ type: ['string', 'number', 'null'] });
const DateOrNull = Type.Unsafe<string | null>({ type: ['string', 'null'] });
const IdOrNull = Type.Unsafe<number | null>({ type: ['integer', 'null'] });

/** What a card may be told of itself, by its making or later (vendor pages "Create new card", "Update card"). */
export const CardBody = Type.Partial(
  Type.Object({
    title: TextOrNumber,
    description: TextOrNull,
    asap: Type.Boolean(),
    due_date: DateOrNull,
    due_date_time_present: Type.Boolean(),
    expires_later: Type.Boolean(),
    sort_order: Type.Number({ exclusiveMinimum: 0 }),
    position: Type.Enum([1, 2]),
    prev_card_id: IdOrNull,
    size_text: TextOrNull,
    board_id: Type.Integer(),
    column_id: Type.Integer(),
    lane_id: Type.Integer(),
    owner_id: Type.Integer(),
    owner_email: Type.String(),
    responsible_id: IdOrNull,
    type_id: IdOrNull,
    external_id: TextOrNull,
    text_format_type_id: Type.Enum([1, 2, 3]),
    properties: Type.Unsafe<Record<string, unknown> | null>({ type: ['object', 'null'] }),
    blocked: Type.Boolean(),
    condition: Type.Enum([1, 2]),
    estimate_workload: Type.Unsafe<number | null>({ type: ['integer', 'null'], minimum: 0, maximum: 2_147_483_647 }),
    planned_start: DateOrNull,
    planned_end: DateOrNull,
  }),
);
export type CardBody = Type.Static<typeof CardBody>;

/** Body of POST. */
export const NewCard = Type.Interface([CardBody], { title: TextOrNumber, board_id: Type.Integer() });
