import type { Db } from '../store/engine.ts';
import { listOrganizations } from '../store/people.ts';
import { countStatements, readStoredStatements } from '../store/statements.ts';
import { statementHash } from './statement-hash.ts';

/** A statement that is not as it was issued: it, or what it follows, was changed, or it is gone. */
export interface StatementFault {
  readonly organization: string;
  /** The statement's number within the organization. */
  readonly id: number;
  readonly fault: 'changed' | 'unchained' | 'missing';
}

/** They can be long, so only a few are held at a time. */
const atOnce = 20;

/** Verifies the chain of statements of every organization: no fault is how it should be. */
export async function checkStatements(db: Db): Promise<readonly StatementFault[]> {
  const faults: StatementFault[] = [];
  for (const { id: orgId, slug: organization } of await listOrganizations(db)) {
    const tell = (id: number, fault: StatementFault['fault']) => faults.push({ organization, id, fault });
    const count = await countStatements(db, orgId);
    let [after, hash] = [0, ''];
    for (let more = true; more; ) {
      const page = await readStoredStatements(db, { orgId, after, limit: atOnce });
      for (const statement of page) {
        for (let missing = after + 1; missing < statement.id; missing += 1) tell(missing, 'missing');
        if (statementHash(statement) !== statement.hash) tell(statement.id, 'changed');
        else if (statement.previousHash !== hash) tell(statement.id, 'unchained');
        [after, hash] = [statement.id, statement.hash];
      }
      more = page.length === atOnce;
    }
    for (let missing = after + 1; missing <= count; missing += 1) tell(missing, 'missing');
  }
  return faults;
}
