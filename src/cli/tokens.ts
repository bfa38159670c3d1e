import { newToken, secretHash } from '../actions/secrets.ts';
import type { Scope } from '../domain/access.ts';
import { addDays, isDay, isoInstant, startOfUtcDay } from '../domain/days.ts';
import { type Parsed, parseWhole } from './parse-setting.ts';
import { printTable } from './print-table.ts';
import type { Settings } from './settings.ts';
import { operatorIn, withApp } from './with-app.ts';

const dayMs = 86_400_000;

/** The number of a token. */
export const parseTokenId = parseWhole(1, Number.MAX_SAFE_INTEGER);

/** When a token ends, as epoch milliseconds, or null for never. A day that is named is the last one, in UTC. */
export function parseExpiry(text: string, now: number): Parsed<number | null> {
  if (text === 'never') return { value: null };
  const days = /^([1-9]\d{0,3})d$/.exec(text)?.[1];
  if (days !== undefined) return { value: now + Number(days) * dayMs };
  const end = isDay(text) ? startOfUtcDay(addDays(text, 1)) : 0;
  return end > now ? { value: end } : { fault: 'days such as 90d, a day to come as YYYY-MM-DD, or never' };
}

interface NewToken {
  readonly org?: string;
  readonly user?: string;
  readonly scope: Scope;
  readonly expiresAt: number | null;
  /** Key of the one project it is bound to. */
  readonly project?: string;
  readonly name: string;
  readonly json: boolean;
}

/** Makes a token. Without `json` the secret is all that goes to stdout. */
export async function createToken(settings: Settings, create: NewToken): Promise<void> {
  const { name, scope, expiresAt, project } = create;
  const token = newToken();
  const { id, login } = await withApp(settings, async ({ app, actions }) => {
    const operator = await operatorIn(app, create.org);
    const login = create.user ?? operator.actor.login;
    const projectId = project === undefined ? null : (await actions.getProject(operator, { key: project })).id;
    const kept = { hash: secretHash(token), lastFour: token.slice(-4) };
    const { id } = await actions.createToken(operator, { login, name, scope, projectId, expiresAt, ...kept });
    return { id, login };
  });
  const until = expiresAt === null ? null : isoInstant(expiresAt);
  console.error(`Token ${id} of ${login} may ${scope}, ${until === null ? 'and does not expire' : `until ${until}`}`);
  console.log(create.json ? JSON.stringify({ id, token, login, scope, expires: until }, null, 2) : token);
}

/** Prints the tokens of an organization, newest first. */
export async function listTokens(
  settings: Settings,
  list: { readonly org?: string; readonly json: boolean },
): Promise<void> {
  const tokens = await withApp(settings, async ({ app, actions }) =>
    actions.listTokens(await operatorIn(app, list.org)),
  );
  const instant = (at: number | null) => (at === null ? null : isoInstant(at));
  printTable(
    tokens.map((token) => ({
      id: token.id,
      user: token.login,
      name: token.name,
      scope: token.scope,
      ends_in: token.lastFour,
      expires: instant(token.expiresAt),
      revoked: instant(token.revokedAt),
      used: instant(token.lastUsedAt),
    })),
    list.json,
  );
}

/** Ends a token. */
export async function revokeToken(
  settings: Settings,
  revoke: { readonly org?: string; readonly id: number },
): Promise<void> {
  await withApp(settings, async ({ app, actions }) => {
    await actions.revokeToken(await operatorIn(app, revoke.org), { id: revoke.id });
  });
  console.error(`Token ${revoke.id} is revoked`);
}
