import { Type } from 'typebox';
import type { MovedItems, MoveOfItems } from '../../actions/index.ts';
import type { Doubts } from '../../domain/refusal.ts';
import { ItemRow, toItemRow } from './items.wire.ts';
import { IdOrNull } from './nullable.ts';

/** Body of a move. */
export const Move = Type.Object(
  {
    itemIds: Type.Array(Type.Integer({ minimum: 1 }), {
      minItems: 1,
      maxItems: 200,
      uniqueItems: true,
      description: 'In the order in which they are to stand',
    }),
    to: Type.Object(
      {
        iterationId: Type.Unsafe<number | null>({
          ...IdOrNull,
          description: 'An open iteration; null is the backlog of their project',
        }),
      },
      { additionalProperties: false },
    ),
    after: Type.Optional(
      Type.Unsafe<number | null>({ ...IdOrNull, description: 'The item behind which they go; null puts them first' }),
    ),
    before: Type.Optional(
      Type.Unsafe<number | null>({
        ...IdOrNull,
        description: 'The item in front of which they go; null puts them last. Not together with `after`',
      }),
    ),
  },
  { additionalProperties: false },
);
export type Move = Type.Static<typeof Move>;

/** What a move came to. */
export const Moved = Type.Object({
  items: Type.Array(ItemRow, { description: 'What was moved, in its new order' }),
  undo: Type.Array(Move, { description: 'The moves that, made one after the other, put everything back' }),
});
export type Moved = Type.Static<typeof Moved>;

/** What faults in the core's words are called in the body of a move. */
export const moveMembers: Readonly<Record<string, string>> = { iterationId: 'to.iterationId' };

/** What a body asks for, and what is wrong with it. */
export function toMove(body: Move, doubts: Doubts): MoveOfItems & { readonly doubts: Doubts } {
  if (doubts.body !== undefined || doubts.faults !== undefined) return { itemIds: [], iterationId: null, doubts };
  const { itemIds, to, after, before } = body;
  const faults =
    after !== undefined && before !== undefined
      ? [{ field: 'before', rule: 'rule' as const, message: 'Either `after` or `before`' }]
      : [];
  const beside = after !== undefined ? { behind: after } : before !== undefined ? { before } : undefined;
  return { itemIds, iterationId: to.iterationId, ...(beside === undefined ? {} : { beside }), doubts: { faults } };
}

/** A finished move. */
export function toMoved({ items, undo }: MovedItems): Moved {
  return { items: items.map(toItemRow), undo: undo.map(fromMove) };
}

function fromMove({ itemIds, iterationId, beside }: MoveOfItems): Move {
  const place = beside === undefined ? {} : 'behind' in beside ? { after: beside.behind } : { before: beside.before };
  return { itemIds: [...itemIds], to: { iterationId }, ...place };
}
