import type { Generated } from 'kysely';
import type { Role, Scope } from '../domain/access.ts';

export interface OrganizationTable {
  id: Generated<number>;
  uid: string;
  slug: string;
  name: string;
  zone: string;
  created_at: number;
  version: Generated<number>;
}

/** The last number given to each kind of thing of an organization; the row is the lock that orders its events. */
export interface OrganizationCounterTable {
  org_id: number;
  project: number;
  board: number;
  board_column: number;
  lane: number;
  status: number;
  iteration: number;
  item: number;
  membership: number;
  item_type: number;
  tag: number;
  comment: number;
  webhook: number;
  webhook_delivery: number;
  event: number;
}

export interface PersonTable {
  id: Generated<number>;
  uid: string;
  login: string;
  name: string;
  email: string | null;
  password_hash: string | null;
  default_org_id: number;
  active: number;
  created_at: number;
}

export interface OrganizationMemberTable {
  org_id: number;
  person_id: number;
  /** Null: sees only the projects of `project_member`. */
  role: Role | null;
}

export interface ProjectMemberTable {
  org_id: number;
  project_id: number;
  person_id: number;
  role: Role;
}

export interface TokenTable {
  id: Generated<number>;
  org_id: number;
  person_id: number;
  name: string;
  /** SHA-256 of the whole token, hex. */
  hash: string;
  last_four: string;
  scope: Scope;
  project_id: number | null;
  created_at: number;
  expires_at: number | null;
  revoked_at: number | null;
  /** To the hour. */
  last_used_at: number | null;
  /** What an access token came from; null for tokens that stand by themselves. */
  delegation_id: number | null;
}

export interface SessionTable {
  hash: string;
  org_id: number;
  person_id: number;
  created_at: number;
  expires_at: number;
}
