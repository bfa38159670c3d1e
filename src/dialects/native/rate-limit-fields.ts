import type { FastifyRequest } from 'fastify';

/**
 * What the caller has left, as the fields of the IETF draft "RateLimit header fields for HTTP": so many requests (`q`) in
 * so many seconds (`w`), of which `r` are left; in `t` seconds all are there again, or, for who has none left, the next
 * one. Nothing where there is no limit, or nobody was counted.
 */
export function rateLimitFields({ allowance }: Pick<FastifyRequest, 'allowance'>, now: number): Record<string, string> {
  if (allowance === null || allowance.window === null) return {};
  const { limit, remaining, resetAt, retryAfter, window } = allowance;
  const seconds = retryAfter > 0 ? retryAfter : Math.max(0, Math.ceil(resetAt - now / 1000));
  return {
    'ratelimit-policy': `"default";q=${limit};w=${window}`,
    ratelimit: `"default";r=${remaining};t=${seconds}`,
  };
}
