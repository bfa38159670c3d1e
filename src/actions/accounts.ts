import { type Role, requireAdmin } from '../domain/access.ts';
import type { Doubts } from '../domain/refusal.ts';
import type { App } from './app.ts';
import { newPassword, passwordHash } from './secrets.ts';
import { type Caller, write } from './write.ts';

/** A person to be made. */
export interface NewAccount {
  readonly login: string;
  readonly name: string;
  readonly email: string | null;
  readonly role: Role | null;
  readonly doubts: Doubts;
}

/** Another password of the caller's own. */
export interface ChangePassword {
  readonly password: string;
  /** The hash of the caller's session, which goes on while all others end. */
  readonly keptSession: string | null;
  readonly doubts: Doubts;
}

/** Passwords are hashed before a command takes them: slow on purpose, and so never for who may not have it done. */
export interface Accounts {
  /** Makes a person, and answers the password that was made up. @throws Refusal forbidden, invalid, taken */
  readonly create: (caller: Caller, account: NewAccount) => Promise<string>;
  /** Gives a person a password that is made up, and answers it. @throws Refusal not_found, forbidden */
  readonly resetPassword: (caller: Caller, personId: number) => Promise<string>;
  /** Gives the caller another password. @throws Refusal forbidden, invalid */
  readonly changePassword: (caller: Caller, change: ChangePassword) => Promise<void>;
}

/** Binds them to an app. */
export function bindAccounts(app: App): Accounts {
  return {
    create: async (caller, account) => {
      requireAdmin(caller.actor);
      const password = newPassword();
      const hash = isUnfit(account.doubts) ? null : await passwordHash(password);
      await write(app, 'createPerson', caller, { ...account, passwordHash: hash });
      return password;
    },
    resetPassword: async (caller, personId) => {
      const password = newPassword();
      // The command refuses all others, once it has found the person.
      const hash = caller.actor.orgRole === 'admin' ? await passwordHash(password) : '';
      await write(app, 'setPassword', caller, { personId, passwordHash: hash, keptSession: null });
      return password;
    },
    changePassword: async (caller, { password, keptSession, doubts }) => {
      const { userId: personId } = caller.actor;
      const hash = isUnfit(doubts) ? '' : await passwordHash(password);
      await write(app, 'setPassword', caller, { personId, passwordHash: hash, keptSession, doubts });
    },
  };
}

function isUnfit({ body, faults = [] }: Doubts): boolean {
  return body !== undefined || faults.length > 0;
}
