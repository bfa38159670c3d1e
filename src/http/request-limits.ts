import type { Actor } from '../domain/access.ts';
import { Refusal } from '../domain/refusal.ts';
import { type Allowance, rateLimiter } from './rate-limit.ts';

/** The limits on requests: each throws the Refusal `rate_limited`, with the seconds to wait. */
export interface RequestLimits {
  /** Counts a request of a known caller. */
  readonly countRequest: (actor: Actor) => Allowance;
  /** Takes back the count of a request that cost next to nothing. */
  readonly uncountRequest: (actor: Actor) => Allowance;
  /** Counts a request without a valid token: ten at once from one address, then one every six seconds. */
  readonly countFailure: (address: string) => void;
  /** Counts an attempt to sign in before the password is looked at: 5 a minute for an account, 30 for an address. */
  readonly countSignIn: (login: string, address: string) => void;
}

/** What a caller is told where there is no limit: clients that pace themselves by the figures never wait. */
const noLimit = 1_000_000;

/** Limits of so many requests per second and token (twice that at once), or none at all. */
export function requestLimits(perSecond: number | null, now: () => number): RequestLimits {
  if (perSecond === null) {
    const allow = () => ({
      limit: noLimit,
      remaining: noLimit,
      resetAt: Math.ceil(now() / 1000),
      retryAfter: 0,
      window: null,
    });
    return { countRequest: allow, uncountRequest: allow, countFailure: () => {}, countSignIn: () => {} };
  }
  const perToken = rateLimiter(perSecond, perSecond * 2);
  const failures = rateLimiter(10 / 60, 10);
  const byAccount = rateLimiter(5 / 60, 5);
  const byAddress = rateLimiter(30 / 60, 30);
  const refuse = ({ retryAfter }: Allowance) => {
    if (retryAfter > 0) throw new Refusal('rate_limited', 'Too many requests, please try again later.', { retryAfter });
  };
  return {
    countRequest: (actor) => perToken(keyOf(actor), now()),
    uncountRequest: (actor) => perToken(keyOf(actor), now(), 'give back'),
    countFailure: (address) => refuse(failures(address, now())),
    countSignIn: (login, address) => {
      refuse(byAddress(address, now()));
      refuse(byAccount(login, now()));
    },
  };
}

function keyOf({ tokenId, userId }: Actor): string {
  return tokenId === null ? `person ${userId}` : `token ${tokenId}`;
}
