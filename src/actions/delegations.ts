import type { Actor } from '../domain/access.ts';
import { findCode, findDelegation, type Holder } from '../store/delegations.ts';
import type { App } from './app.ts';
import { oneself } from './authenticate.ts';
import type { CommandInput, CommandName } from './commands.ts';
import { type NewAccess, type OpenedAccess, unknownSecret } from './delegation.ts';
import { newToken, secretHash } from './secrets.ts';
import { write } from './write.ts';

/** What an application gets to act for a person: the secrets are told this once. */
export interface Grant {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** How long the access token is good, in milliseconds. */
  readonly lastsMs: number;
}

/** How applications come to act for people. `name` is what their tokens are listed under. */
export interface Delegations {
  /** For somebody who has just signed in. @throws Refusal forbidden for a token */
  readonly open: (actor: Actor, name: string) => Promise<Grant>;
  /** For who holds a refresh token, which stays good. @throws Refusal unauthenticated */
  readonly renew: (refreshToken: string, name: string) => Promise<Grant>;
  /** A code that is exchanged for a grant, once, within ten minutes. @throws Refusal forbidden for a token */
  readonly issueCode: (actor: Actor) => Promise<string>;
  /** For who holds a code. @throws Refusal unauthenticated */
  readonly redeem: (code: string, name: string) => Promise<Grant>;
}

/** Binds delegations to an app. Secrets are made here and kept as hashes. */
export function bindDelegations(app: App): Delegations {
  return {
    open: async (actor, name) => {
      const { grant, refreshHash, access } = newGrant(name);
      return grant(await run(app, 'openDelegation', actor, { refreshHash, access }));
    },
    renew: async (refreshToken, name) => {
      const refreshHash = secretHash(refreshToken);
      const actor = await holderOf(app, await findDelegation(app.read, refreshHash));
      const { grant, access } = newGrant(name, refreshToken);
      return grant(await run(app, 'renewDelegation', actor, { refreshHash, access }));
    },
    issueCode: async (actor) => {
      const code = newToken();
      await write(app, 'keepCode', { actor }, { hash: secretHash(code) });
      return code;
    },
    redeem: async (code, name) => {
      const codeHash = secretHash(code);
      const actor = await holderOf(app, await findCode(app.read, codeHash));
      const { grant, refreshHash, access } = newGrant(name);
      return grant(await run(app, 'redeemCode', actor, { codeHash, refreshHash, access }));
    },
  };
}

function newGrant(name: string, refreshToken = newToken()) {
  const accessToken = newToken();
  const access: NewAccess = { name, hash: secretHash(accessToken), lastFour: accessToken.slice(-4) };
  const grant = ({ lastsMs }: OpenedAccess): Grant => ({ accessToken, refreshToken, lastsMs });
  return { grant, refreshHash: secretHash(refreshToken), access };
}

/** Who a secret speaks for, if it still does: nobody's rights are kept with it. */
async function holderOf(app: App, holder: Holder | undefined): Promise<Actor> {
  const isLive = holder !== undefined && holder.expiresAt > app.now();
  const found = isLive ? await oneself(app, holder.orgId, holder.personId) : undefined;
  if (found === undefined) throw unknownSecret();
  return found.actor;
}

async function run<N extends CommandName>(
  app: App,
  name: N,
  actor: Actor,
  input: CommandInput<N>,
): Promise<OpenedAccess> {
  // A command's result is data of its own type, whatever thread it came through.
  // oxlint-disable-next-line typescript/consistent-type-assertions
  return (await write(app, name, { actor }, input)) as OpenedAccess;
}
