import type { BookFault } from '../store/book-fault.ts';
import { findBookFaults } from '../store/check-books.ts';
import type { Db } from '../store/engine.ts';
import { listOrganizations } from '../store/people.ts';

/** A figure that does not agree with its source, and whose it is. */
export interface OrganizationBookFault extends BookFault {
  readonly organization: string;
}

/** Counts every kept figure of every organization anew, and answers those that are wrong; none is how it should be. */
export async function checkBooks(db: Db): Promise<readonly OrganizationBookFault[]> {
  const faults: OrganizationBookFault[] = [];
  for (const { id, slug } of await listOrganizations(db)) {
    faults.push(...(await findBookFaults(db, id)).map((fault) => ({ ...fault, organization: slug })));
  }
  return faults;
}
