import { Type } from 'typebox';
import type { MovedItems, MoveOfItems } from '../../actions/index.ts';
import type { Beside } from '../../domain/place-between.ts';
import type { Doubts } from '../../domain/refusal.ts';
import { ItemRow, toItemRow } from './items.wire.ts';
import { IdOrNull } from './nullable.ts';

/** The items that a move takes along. */
export const MoveRow = Type.Array(Type.Integer({ minimum: 1 }), {
  minItems: 1,
  maxItems: 200,
  uniqueItems: true,
  description: 'In the order in which they are to stand',
});

/** Beside what they go. */
export const neighbours = {
  after: Type.Optional(
    Type.Unsafe<number | null>({ ...IdOrNull, description: 'The item behind which they go; null puts them first' }),
  ),
  before: Type.Optional(
    Type.Unsafe<number | null>({
      ...IdOrNull,
      description: 'The item in front of which they go; null puts them last. Not together with `after`',
    }),
  ),
};

/** Body of a move. */
export const Move = Type.Object(
  {
    itemIds: MoveRow,
    to: Type.Object(
      {
        iterationId: Type.Unsafe<number | null>({
          ...IdOrNull,
          description: 'An open iteration; null is the backlog of their project',
        }),
      },
      { additionalProperties: false },
    ),
    ...neighbours,
  },
  { additionalProperties: false, examples: [{ itemIds: [7, 9], to: { iterationId: 12 }, after: 4 }] },
);
export type Move = Type.Static<typeof Move>;

/** What a move came to. */
export const Moved = Type.Object({
  items: Type.Array(ItemRow, { description: 'What was moved, in its new order' }),
  undo: Type.Array(Move, { description: 'The moves that, made one after the other, put everything back' }),
});
export type Moved = Type.Static<typeof Moved>;

/** What faults in the core's words are called in the body of a move. */
export const moveMembers: ReadonlyMap<string, string> = new Map([['iterationId', 'to.iterationId']]);

/** What a body asks for, and what is wrong with it. */
export function toMove(body: Move, doubts: Doubts): MoveOfItems & { readonly doubts: Doubts } {
  if (doubts.body !== undefined || doubts.faults !== undefined) return { itemIds: [], iterationId: null, doubts };
  return { itemIds: body.itemIds, iterationId: body.to.iterationId, ...besideIn(body) };
}

/** Beside what a body wants items to go, and what is wrong with that. */
export function besideIn({ after, before }: Pick<Move, 'after' | 'before'>): {
  readonly beside?: Beside;
  readonly doubts: Doubts;
} {
  const faults =
    after !== undefined && before !== undefined
      ? [{ field: 'before', rule: 'rule' as const, message: 'Either `after` or `before`' }]
      : [];
  const beside = after !== undefined ? { behind: after } : before !== undefined ? { before } : undefined;
  return { ...(beside === undefined ? {} : { beside }), doubts: { faults } };
}

/** The neighbour as a body names it. */
export function neighbourOf(beside: Beside | undefined): Pick<Move, 'after' | 'before'> {
  if (beside === undefined) return {};
  return 'behind' in beside ? { after: beside.behind } : { before: beside.before };
}

/** A finished move. */
export function toMoved({ items, undo }: MovedItems): Moved {
  return { items: items.map(toItemRow), undo: undo.map(fromMove) };
}

function fromMove({ itemIds, iterationId, beside }: MoveOfItems): Move {
  return { itemIds: [...itemIds], to: { iterationId }, ...neighbourOf(beside) };
}
