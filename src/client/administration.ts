import type {
  Account,
  Accounts,
  MadeAccount,
  MadePassword,
  NewPerson,
  PersonPatch,
} from '../dialects/native/accounts.wire.ts';
import type { Health } from '../dialects/native/health.wire.ts';
import type { Organization, OrganizationPatch } from '../dialects/native/organization.wire.ts';
import { type Connection, connect } from './connect.ts';

export type { Account, MadeAccount } from '../dialects/native/accounts.wire.ts';
export type { Health } from '../dialects/native/health.wire.ts';
export type { Organization } from '../dialects/native/organization.wire.ts';

/** What administrators of an organization can ask of a server. */
export interface AdministrationClient {
  /** What the organization is called, and where its midnight is; anybody in it may ask. */
  readonly getOrganization: () => Promise<Organization>;
  readonly changeOrganization: (version: number, patch: OrganizationPatch) => Promise<Organization>;
  /** Everybody in the organization, oldest first. */
  readonly listAccounts: () => Promise<readonly Account[]>;
  /** Makes a person; the answer holds the password, this once. */
  readonly createAccount: (person: NewPerson) => Promise<MadeAccount>;
  readonly changeAccount: (id: number, patch: PersonPatch) => Promise<Account>;
  /** Gives a person a new password and ends their sessions. */
  readonly resetPassword: (id: number) => Promise<MadePassword>;
  /** Whether the server is well. */
  readonly getHealth: () => Promise<Health>;
}

/** A client for the administration of one server. */
export function administrationClient(connection: Connection): AdministrationClient {
  const { ask, askAll } = connect(connection);
  return {
    getOrganization: () => ask('GET', '/organization'),
    changeOrganization: (version, body) => ask('PATCH', '/organization', { version, body }),
    listAccounts: () => askAll((page: Accounts) => page.people, '/organization/people'),
    createAccount: (body) => ask('POST', '/organization/people', { body }),
    changeAccount: (id, body) => ask('PATCH', `/organization/people/${id}`, { body }),
    resetPassword: (id) => ask('POST', `/organization/people/${id}/password`),
    getHealth: () => ask('GET', '/health'),
  };
}
