import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { Refusal } from '../domain/refusal.ts';

/** What was written of a file. */
export interface WrittenFile {
  readonly uid: string;
  /** Bytes. */
  readonly size: number;
  /** SHA-256, hex. */
  readonly hash: string;
}

/** A file that is coming in. Until it is kept it lies under a name that nobody asks for. */
export interface FileDraft {
  /** Writes the bytes as they come, never holding more than a piece of them. @throws Refusal body_too_large beyond `most` */
  readonly write: (content: AsyncIterable<Uint8Array>, most: number) => Promise<void>;
  /** Gives it its place: on the disk when this is done, whatever happens to the machine. Null when nothing was written. */
  readonly keep: () => Promise<WrittenFile | null>;
  /** Removes it, unless it was kept. */
  readonly discard: () => Promise<void>;
}

/** A file as the folder has it. */
export interface FoundFile {
  /** The uid of what was kept; any other name is something left behind. */
  readonly name: string;
  readonly size: number;
  /** Epoch milliseconds. */
  readonly changedAt: number;
}

/** The folder of files, one folder for each owner: `<owner>/<first two digits of the uid>/<uid>`. */
export interface Files {
  readonly draft: (owner: string) => FileDraft;
  /** The bytes of a file that was kept, and how many. */
  readonly read: (owner: string, uid: string) => Promise<{ readonly content: Readable; readonly size: number }>;
  /** All files of an owner whose names begin with these two digits. */
  readonly list: (owner: string, start: string) => Promise<readonly FoundFile[]>;
  readonly remove: (owner: string, name: string) => Promise<void>;
}

/** Files in a folder, which is made when the first one comes. */
export function openFiles(folder: string): Files {
  const placeOf = (owner: string, name: string) => join(folder, owner, name.slice(0, 2), name);
  return {
    draft: (owner) => draftAt((uid) => placeOf(owner, uid)),
    read: async (owner, uid) => {
      const file = await open(placeOf(owner, uid));
      const { size } = await file.stat();
      return { content: file.createReadStream(), size };
    },
    list: (owner, start) => filesIn(join(folder, owner, start)),
    remove: (owner, name) => rm(placeOf(owner, name), { force: true }),
  };
}

function draftAt(placeOf: (uid: string) => string): FileDraft {
  const uid = randomUUID();
  const place = placeOf(uid);
  const draft = `${place}.part`;
  const hash = createHash('sha256');
  let size = 0;
  let isThere = false;
  let isNewFolder = false;
  return {
    write: async (content, most) => {
      isNewFolder = (await mkdir(dirname(place), { recursive: true, mode: 0o700 })) !== undefined;
      const file = await open(draft, 'wx', 0o600);
      isThere = true;
      try {
        for await (const piece of content) {
          size += piece.length;
          if (size > most) throw new Refusal('body_too_large', `A file may hold at most ${most} bytes`);
          hash.update(piece);
          await file.writeFile(piece);
        }
        await file.sync();
      } finally {
        await file.close();
      }
    },
    keep: async () => {
      if (!isThere) return null;
      await rename(draft, place);
      isThere = false;
      // A name is only as lasting as the folder that holds it, and a new folder as the one above.
      let folder = dirname(place);
      for (let level = isNewFolder ? 4 : 1; level > 0; level -= 1) {
        await flush(folder);
        folder = dirname(folder);
      }
      return { uid, size, hash: hash.digest('hex') };
    },
    discard: async () => {
      if (isThere) await rm(draft, { force: true });
    },
  };
}

async function flush(folder: string): Promise<void> {
  const opened = await open(folder);
  try {
    await opened.sync();
  } finally {
    await opened.close();
  }
}

async function filesIn(folder: string): Promise<readonly FoundFile[]> {
  const found: FoundFile[] = [];
  for (const name of (await unlessGone(readdir(folder))) ?? []) {
    const state = await unlessGone(stat(join(folder, name)));
    if (state !== null) found.push({ name, size: state.size, changedAt: state.mtimeMs });
  }
  return found;
}

/** Files come and go while a folder is read. */
async function unlessGone<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
