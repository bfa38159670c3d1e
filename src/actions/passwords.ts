import { createHmac, randomBytes } from 'node:crypto';
import type { Actor } from '../domain/access.ts';
import { Refusal } from '../domain/refusal.ts';
import { findLogin } from '../store/people.ts';
import type { App } from './app.ts';
import { type Authenticated, oneself, type Proof } from './authenticate.ts';
import { isPassword } from './secrets.ts';

/** A login, and what was sent with it where a password belongs. */
export interface LoginProof {
  readonly login: string;
  readonly password: string;
}

/** How long a password that was right is not reckoned through again; a changed one, or its owner's leaving, counts at once. */
const rememberedMs = 5 * 60_000;
const mostRemembered = 10_000;

/**
 * Checks a login and its password.
 * @throws Refusal `unauthenticated`, after the same work whether the login or the password is wrong
 */
export async function checkPassword(app: App, login: string, password: string): Promise<Actor> {
  return (await verify(app, login, password)).found.actor;
}

/**
 * Makes the function that tells who sends a login and a password with every request. A token in place of the password
 * will do as well, whatever the login. A password is reckoned through once, and then known for five minutes;
 * `beforeGuess` is called before it is, and may refuse.
 */
export function passwordAuthenticator(
  app: App,
  authenticate: (proof: Proof) => Promise<Authenticated>,
): (proof: LoginProof, beforeGuess: () => void) => Promise<Authenticated> {
  // What is remembered is of no use to who reads it later.
  const key = randomBytes(32);
  const remembered = new Map<string, { readonly passwordHash: string; readonly at: number }>();
  const running = new Map<string, Promise<Authenticated>>();

  const recall = async (digest: string, login: string): Promise<Authenticated | undefined> => {
    const kept = remembered.get(digest);
    if (kept === undefined) return undefined;
    const age = app.now() - kept.at;
    const person = age >= 0 && age < rememberedMs ? await findLogin(app.read, login) : undefined;
    if (person?.passwordHash === kept.passwordHash) return oneself(app, person.defaultOrgId, person.id);
    remembered.delete(digest);
    return undefined;
  };
  const guess = async (digest: string, { login, password }: LoginProof): Promise<Authenticated> => {
    const { found, passwordHash } = await verify(app, login, password);
    if (remembered.size >= mostRemembered) remembered.clear();
    remembered.set(digest, { passwordHash, at: app.now() });
    return found;
  };

  return async (proof, beforeGuess) => {
    const digest = createHmac('sha256', key)
      .update(JSON.stringify([proof.login, proof.password]))
      .digest('base64');
    const known = (await recall(digest, proof.login)) ?? (await byToken(authenticate, proof.password));
    if (known !== undefined) return known;
    // Requests that come at once with the same words are one guess.
    const other = running.get(digest);
    if (other !== undefined) return other;
    beforeGuess();
    const mine = guess(digest, proof).finally(() => running.delete(digest));
    running.set(digest, mine);
    return mine;
  };
}

async function verify(
  app: App,
  login: string,
  password: string,
): Promise<{ readonly found: Authenticated; readonly passwordHash: string }> {
  const person = await findLogin(app.read, login);
  const passwordHash = person?.passwordHash ?? null;
  const isRight = await isPassword(passwordHash, password);
  const found = person !== undefined && isRight ? await oneself(app, person.defaultOrgId, person.id) : undefined;
  if (found === undefined || passwordHash === null) throw new Refusal('unauthenticated', 'Wrong login or password');
  return { found, passwordHash };
}

async function byToken(
  authenticate: (proof: Proof) => Promise<Authenticated>,
  token: string,
): Promise<Authenticated | undefined> {
  try {
    return await authenticate({ token });
  } catch (error) {
    if (error instanceof Refusal && error.code === 'unauthenticated') return undefined;
    throw error;
  }
}
