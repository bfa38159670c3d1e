import { timingSafeEqual } from 'node:crypto';
import type { Doubts } from '../domain/refusal.ts';
import { Refusal, refuseFaults, refuseUnreadable } from '../domain/refusal.ts';
import type { App } from './app.ts';
import { nobody } from './authenticate.ts';
import { newToken, passwordHash, secretHash } from './secrets.ts';
import { write } from './write.ts';

/** Who sets a new server up, and for whom. */
export interface CompleteSetup {
  /** The secret of the link that the server has told. */
  readonly key: string;
  /** Name of the first organization. */
  readonly organization: string;
  /** IANA zone. */
  readonly zone: string;
  readonly admin: { readonly login: string; readonly name: string; readonly password: string };
  readonly doubts?: Doubts;
}

/** The first start of a server without data: whoever has the secret makes the organization and its administrator. */
export interface Setup {
  /** Makes the secret, which is told this once; `slug` is what the organization will be called in addresses. */
  readonly offer: (slug: string) => string;
  /** Whether the secret is good for something still. */
  readonly isOpen: () => boolean;
  /** @throws Refusal forbidden, for a wrong secret and for one that was used; invalid */
  readonly complete: (setup: CompleteSetup) => Promise<void>;
}

/** The secret is kept as a hash, and by this process alone: a server that starts anew without data makes another. */
export function bindSetup(app: App): Setup {
  let offered: { readonly hash: string; readonly slug: string } | null = null;
  return {
    offer: (slug) => {
      const key = newToken();
      offered = { hash: secretHash(key), slug };
      return key;
    },
    isOpen: () => offered !== null,
    complete: async ({ key, organization, zone, admin: { login, name, password }, doubts }) => {
      refuseUnreadable(doubts);
      if (offered === null || !isSame(offered.hash, secretHash(key))) {
        throw new Refusal('forbidden', 'This link is not, or no longer, the one with which the server is set up');
      }
      refuseFaults(doubts);
      const made = await write(
        app,
        'createOrganization',
        { actor: nobody },
        {
          slug: offered.slug,
          name: organization,
          zone,
          admin: { login, name, email: null, passwordHash: await passwordHash(password) },
          onlyFirst: true,
        },
      );
      offered = null;
      if (made === null) throw new Refusal('forbidden', 'The server was set up in the meantime');
    },
  };
}

function isSame(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
