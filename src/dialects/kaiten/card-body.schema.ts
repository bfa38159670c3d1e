import { Type } from 'typebox';
import { IntegerOrNull, TextOrNull, TextOrNumberOrNull } from './nullable.ts';

const TextOrNumber = Type.Unsafe<string | number>({ type: ['string', 'number'], minLength: 1 });

/** What a card may be told of itself, by its making or later (vendor pages "Create new card", "Update card"). */
export const CardBody = Type.Partial(
  Type.Object({
    title: TextOrNumber,
    description: TextOrNumberOrNull,
    asap: Type.Boolean(),
    due_date: TextOrNull,
    due_date_time_present: Type.Boolean(),
    expires_later: Type.Boolean(),
    sort_order: Type.Number({ exclusiveMinimum: 0 }),
    position: Type.Enum([1, 2]),
    prev_card_id: IntegerOrNull,
    size_text: TextOrNumberOrNull,
    board_id: Type.Integer(),
    column_id: Type.Integer(),
    lane_id: Type.Integer(),
    owner_id: Type.Integer(),
    owner_email: Type.String(),
    responsible_id: IntegerOrNull,
    type_id: IntegerOrNull,
    external_id: TextOrNumberOrNull,
    text_format_type_id: Type.Enum([1, 2, 3]),
    properties: Type.Unsafe<Record<string, unknown> | null>({ type: ['object', 'null'] }),
    blocked: Type.Boolean(),
    condition: Type.Enum([1, 2]),
    estimate_workload: Type.Unsafe<number | null>({ type: ['integer', 'null'], minimum: 0, maximum: 2_147_483_647 }),
    planned_start: TextOrNull,
    planned_end: TextOrNull,
  }),
);
export type CardBody = Type.Static<typeof CardBody>;

/** Body of POST. */
export const NewCard = Type.Interface([CardBody], { title: TextOrNumber, board_id: Type.Integer() });
