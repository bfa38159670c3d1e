import { createHash } from 'node:crypto';
import type { StoredStatement } from '../store/statements.ts';

/** The SHA-256, in hexadecimal digits, of all that a statement says and of the hash of the one before it. */
export function statementHash(statement: Omit<StoredStatement, 'hash'>): string {
  const { definition, figures, causes, items, ...head } = statement;
  const { orgId, id, iterationId, number, issuedAt, issuedBy, reason, firstSeq, lastSeq, previousHash } = head;
  const first = [orgId, id, iterationId, number, issuedAt, issuedBy, reason, firstSeq, lastSeq, previousHash];
  const hash = createHash('sha256').update(JSON.stringify(first));
  // No line of JSON holds a line feed, so that what is hashed can be read in one way only.
  for (const text of [definition, figures, causes, items]) hash.update('\n').update(text);
  return hash.digest('hex');
}
