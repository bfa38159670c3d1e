import { findFileOwner, listKnownFiles } from '../store/attachments.ts';
import type { Db } from '../store/engine.ts';
import { type FoundFile, openFiles } from '../store/files.ts';
import { listOrganizations } from '../store/people.ts';
import { type App, filesFolder } from './app.ts';

/** What is wrong between the attachments of an organization and the folder of files. */
export interface FileFault {
  readonly organization: string;
  /** `stray`: nobody knows of it; house-keeping removes it in time. */
  readonly fault: 'missing' | 'other size' | 'stray';
  /** How the file is called. */
  readonly name: string;
  readonly attachmentId: number | null;
}

/** How long a file may lie without an entry: it may be coming in just now. */
const graceMs = 24 * 3_600_000;

/** Compares every attachment with its file and every file with its attachment. `now`: epoch milliseconds. */
export async function checkFiles(db: Db, dataDir: string, now: number): Promise<readonly FileFault[]> {
  const files = openFiles(filesFolder(dataDir));
  const faults: FileFault[] = [];
  for (const { id, slug: organization } of await listOrganizations(db)) {
    const owner = await findFileOwner(db, id);
    for (const start of starts) {
      const known = await listKnownFiles(db, id, start);
      const found = await files.list(owner, start);
      for (const { id: attachmentId, uid, size } of known) {
        const file = found.find((each) => each.name === uid);
        if (file?.size === size) continue;
        faults.push({ organization, fault: file === undefined ? 'missing' : 'other size', name: uid, attachmentId });
      }
      const strays = straysAmong(found, known, now);
      faults.push(...strays.map(({ name }) => ({ organization, fault: 'stray' as const, name, attachmentId: null })));
    }
  }
  return faults;
}

/** Removes the files that have lain without an entry for a day. Answers how many. */
export async function sweepFiles(app: App): Promise<number> {
  let count = 0;
  for (const { id } of await listOrganizations(app.read)) {
    const owner = await findFileOwner(app.read, id);
    for (const start of starts) {
      const found = await app.files.list(owner, start);
      // An entry is made after its file: what is read now knows of every file that was seen, unless it never will be.
      const known = found.length === 0 ? [] : await listKnownFiles(app.read, id, start);
      for (const { name } of straysAmong(found, known, app.now())) {
        await app.files.remove(owner, name);
        count += 1;
      }
    }
  }
  return count;
}

/** The first two digits of uids. */
const starts = Array.from({ length: 256 }, (_, number) => number.toString(16).padStart(2, '0'));

function straysAmong(
  found: readonly FoundFile[],
  known: readonly { readonly uid: string }[],
  now: number,
): readonly FoundFile[] {
  const uids = new Set(known.map(({ uid }) => uid));
  return found.filter(({ name, changedAt }) => changedAt < now - graceMs && !uids.has(name));
}
