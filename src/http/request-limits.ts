import type { Actor } from '../domain/access.ts';
import { Refusal } from '../domain/refusal.ts';
import { type Allowance, rateLimiter } from './rate-limit.ts';

/** The limits on requests: each throws the Refusal `rate_limited`, with the seconds to wait. */
export interface RequestLimits {
  /** Counts a request of a known caller; null when there is no limit. */
  readonly countRequest: (actor: Actor) => Allowance | null;
  /** Counts a request without a valid token: ten at once from one address, then one every six seconds. */
  readonly countFailure: (address: string) => void;
  /** Counts an attempt to sign in before the password is looked at: 5 a minute for an account, 30 for an address. */
  readonly countSignIn: (login: string, address: string) => void;
}

/** Limits of so many requests per second and token (twice that at once), or none at all. */
export function requestLimits(perSecond: number | null, now: () => number): RequestLimits {
  if (perSecond === null) return { countRequest: () => null, countFailure: () => {}, countSignIn: () => {} };
  const perToken = rateLimiter(perSecond, perSecond * 2);
  const failures = rateLimiter(10 / 60, 10);
  const byAccount = rateLimiter(5 / 60, 5);
  const byAddress = rateLimiter(30 / 60, 30);
  const refuse = ({ retryAfter }: Allowance) => {
    if (retryAfter > 0) throw new Refusal('rate_limited', 'Too many requests, please try again later.', { retryAfter });
  };
  return {
    countRequest: (actor) =>
      perToken(actor.tokenId === null ? `person ${actor.userId}` : `token ${actor.tokenId}`, now()),
    countFailure: (address) => refuse(failures(address, now())),
    countSignIn: (login, address) => {
      refuse(byAddress(address, now()));
      refuse(byAccount(login, now()));
    },
  };
}
