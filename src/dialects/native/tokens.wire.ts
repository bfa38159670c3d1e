import { Type } from 'typebox';
import type { CreateToken, StoredToken } from '../../actions/index.ts';
import { isoInstant } from '../../domain/days.ts';
import { parseMoment } from '../../domain/parse-moment.ts';
import type { Doubts, Fault } from '../../domain/refusal.ts';
import { textFault } from '../../domain/text.ts';
import { IdOrNull, InstantOrNull, nullable, TextOrNull } from './nullable.ts';
import { pageQuery } from './page-query.ts';

const Scope = Type.Union([Type.Literal('read'), Type.Literal('write'), Type.Literal('admin')]);
const Name = Type.String({ minLength: 1, maxLength: 128 });
const State = Type.Union([Type.Literal('active'), Type.Literal('expired')]);

/** Which tokens a list is to have. */
export const TokenQuery = Type.Object({
  ...pageQuery,
  state: Type.Optional(
    Type.Unsafe<Type.Static<typeof State>>({
      ...State,
      description: 'Those alone; all that were not revoked if absent',
    }),
  ),
});

/** Body of POST. */
export const NewToken = Type.Object(
  {
    name: Name,
    scope: Scope,
    projectId: Type.Optional(
      Type.Unsafe<number | null>({ ...IdOrNull, description: 'The one project it is for; null and absent: all' }),
    ),
    expiresAt: Type.Optional(
      Type.Unsafe<string | null>({ ...InstantOrNull, description: 'In 90 days if absent; null never' }),
    ),
  },
  { additionalProperties: false, examples: [{ name: 'CI', scope: 'read' }] },
);
export type NewToken = Type.Static<typeof NewToken>;

/** A token without its secret. */
export const Token = Type.Object({
  id: Type.Integer(),
  name: Name,
  scope: Scope,
  projectId: Type.Union([Type.Integer(), Type.Null()]),
  lastFour: Type.String({ description: 'The last characters of the secret' }),
  createdAt: Type.String({ format: 'date-time' }),
  expiresAt: InstantOrNull,
  state: State,
  lastUsedAt: Type.Unsafe<string | null>({ ...InstantOrNull, description: 'To the hour' }),
});
export type Token = Type.Static<typeof Token>;

export const Tokens = Type.Object({ tokens: Type.Array(Token), next: TextOrNull });
export type Tokens = Type.Static<typeof Tokens>;

/** A token that was just made. */
export const MadeToken = Type.Object({
  ...Token.properties,
  secret: nullable(Type.String({ description: 'Told this once; null when the request is answered once more' })),
});
export type MadeToken = Type.Static<typeof MadeToken>;

/** What a body asks for, and what is wrong with it; `now` in epoch milliseconds. */
export function toNewToken(
  body: NewToken,
  doubts: Doubts,
  now: number,
): Pick<CreateToken, 'name' | 'scope' | 'projectId' | 'expiresAt'> & { readonly doubts: Doubts } {
  if (doubts.body !== undefined || doubts.faults !== undefined) {
    return { name: '', scope: 'read', projectId: null, expiresAt: null, doubts };
  }
  const faults: Fault[] = [];
  const { name, scope, projectId = null } = body;
  const rule = textFault(name, { min: 1, max: 128 });
  if (rule !== null) faults.push({ field: 'name', rule, message: 'A name has 1 to 128 characters, on one line' });
  return { name, scope, projectId, expiresAt: expiryIn(body.expiresAt, now, faults), doubts: { faults } };
}

/** A token as it goes out; `now` in epoch milliseconds. */
export function toToken(token: StoredToken, now: number): Token {
  const { id, name, scope, projectId, lastFour, createdAt, expiresAt, lastUsedAt } = token;
  const told = (at: number | null) => (at === null ? null : isoInstant(at));
  return {
    id,
    name,
    scope,
    projectId,
    lastFour,
    createdAt: isoInstant(createdAt),
    expiresAt: told(expiresAt),
    state: expiresAt !== null && expiresAt <= now ? 'expired' : 'active',
    lastUsedAt: told(lastUsedAt),
  };
}

function expiryIn(text: string | null | undefined, now: number, faults: Fault[]): number | null | undefined {
  if (text === null || text === undefined) return text;
  const at = parseMoment(text)?.at ?? null;
  const message = 'An instant to come, written YYYY-MM-DDTHH:MM:SSZ';
  if (at === null || at <= now) faults.push({ field: 'expiresAt', rule: 'range', message });
  return at;
}
