import { Type } from 'typebox';
import { timeThings } from '../../domain/covered-rows.ts';

/** One fault of a request: in the body (`#/title`), in a header or in a query parameter. */
export const ProblemError = Type.Object({
  pointer: Type.Optional(Type.String({ description: 'JSON pointer into the body, as a fragment' })),
  header: Type.Optional(Type.String()),
  parameter: Type.Optional(Type.String()),
  detail: Type.String(),
});
export type ProblemError = Type.Static<typeof ProblemError>;

/** The body of every error, `application/problem+json` (RFC 9457). */
export const Problem = Type.Object(
  {
    type: Type.String({ description: 'Stable name of the kind of problem' }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String(),
    errors: Type.Optional(Type.Array(ProblemError)),
    requestId: Type.String({ description: 'What the server log calls this request' }),
    changed: Type.Optional(
      Type.Array(
        Type.Object({
          thing: Type.String({ enum: ['iteration', 'figures', 'item', 'policy', 'time_off', ...timeThings] }),
          id: Type.Integer(),
          how: Type.String({ enum: ['changed', 'came', 'left', 'moved', 'gone'] }),
        }),
        { description: 'With 412: what a plan stands on and has changed since it was made' },
      ),
    ),
    swaps: Type.Optional(
      Type.Array(
        Type.Object({
          out: Type.Array(
            Type.Object({ id: Type.Integer(), key: Type.String(), title: Type.String(), points: Type.Number() }),
          ),
        }),
        { description: 'With 409 of a scope policy: what could go out instead, the cheapest first' },
      ),
    ),
    current: Type.Optional(Type.Unknown({ description: 'With 412: the thing as it is now' })),
  },
  { description: 'What went wrong' },
);
export type Problem = Type.Static<typeof Problem>;
