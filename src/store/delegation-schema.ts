import type { Generated } from 'kysely';

/** A person's leave for an application to act as them: one sign-in, for as long as it can be renewed. */
export interface DelegationTable {
  id: Generated<number>;
  org_id: number;
  person_id: number;
  /** SHA-256 of the refresh token, hex. */
  refresh_hash: string;
  created_at: number;
  expires_at: number;
  ended_at: number | null;
}

/** What an application exchanges for a delegation, once. */
export interface VerificationCodeTable {
  /** SHA-256 of the code, hex. */
  hash: string;
  org_id: number;
  person_id: number;
  created_at: number;
  expires_at: number;
}
