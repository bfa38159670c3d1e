import type { FastifyRequest } from 'fastify';
import type { Authenticated, Proof } from '../../actions/index.ts';
import { Refusal } from '../../domain/refusal.ts';

/** What clients send in an organisation header when they have nothing to say there. */
const placeholder = 'not provided';

/** The token of `Authorization: OAuth <token>` or `Bearer <token>` (vendor page "API access"). */
export function findProof(request: FastifyRequest): Proof | undefined {
  const match = /^(?:OAuth|Bearer)\s+(\S{1,512})$/i.exec(request.headers.authorization?.trim() ?? '');
  return match?.[1] === undefined ? undefined : { token: match[1] };
}

/**
 * Checks `X-Org-ID` and `X-Cloud-Org-ID`: at least one must name the token's own organization, by number or by slug.
 * A placeholder says nothing, so that a real value beside it wins.
 * @throws Refusal `wrong_organization`; `invalid` when both are real and do not name the same organization
 */
export function checkOrganization(request: FastifyRequest, { organization }: Authenticated): void {
  const named = [request.headers['x-org-id'], request.headers['x-cloud-org-id']]
    .map((value) => String(value ?? '').trim())
    .filter((value) => value !== '' && value.toLowerCase() !== placeholder);
  const wrong = named.filter((value) => value !== String(organization.id) && value !== organization.slug);
  if (named.length > 0 && wrong.length === 0) return;
  if (named.length === 2 && named[0] !== named[1]) {
    const message = 'X-Org-ID and X-Cloud-Org-ID name different organizations';
    throw new Refusal('invalid', message, { faults: [{ field: 'X-Org-ID', rule: 'rule', message }] });
  }
  throw new Refusal('wrong_organization', 'The organization header does not name an organization of this token');
}
