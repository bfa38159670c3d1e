import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { type Attachment, largestFile } from '../domain/attachment.ts';
import { type Doubts, Refusal, refuseUnreadable } from '../domain/refusal.ts';
import { findFileOwner } from '../store/attachments.ts';
import { refusalOfDriver } from '../store/driver-trouble.ts';
import type { App } from './app.ts';
import { type AddAttachment, faultsOfComment, getAttachment, requireRoom } from './attachments.ts';
import { refuseAll } from './details.ts';
import { type Caller, write } from './write.ts';

/** What a caller says of the file it sends. */
export type ToldOfFile = Pick<AddAttachment, 'name' | 'mediaType' | 'description' | 'commentId'> & {
  readonly doubts?: Doubts;
};

/** A file that comes in. */
export interface AttachFile {
  readonly itemId: number;
  /**
   * Takes the request in, handing the bytes of its one file to `keep`, and tells what was said of it. Not called for
   * whoever may not put a file there; whatever it throws leaves nothing behind.
   */
  readonly receive: (keep: (content: AsyncIterable<Uint8Array>) => Promise<void>) => Promise<ToldOfFile>;
}

/** The bytes of attachments, which neither go through the database nor are ever whole in memory. */
export interface AttachedFiles {
  /** Puts a file to an item: first its bytes are on the disk, then it is entered. @throws Refusal not_found, forbidden, invalid, body_too_large, storage_full */
  readonly attach: (caller: Caller, file: AttachFile) => Promise<Attachment>;
  /** An attachment with its bytes. @throws Refusal not_found */
  readonly open: (caller: Caller, attachment: Attachment) => Promise<Readable>;
}

/** Binds the files of attachments to an app. */
export function bindAttachedFiles(app: App): AttachedFiles {
  return {
    attach: (caller, file) => translating(() => attach(app, caller, file)),
    open: (caller, attachment) =>
      translating(async () => {
        await getAttachment(app.read, caller.actor, attachment);
        const { uid } = attachment;
        const { content, size } = await app.files.read(await ownerOf(app, caller), uid);
        if (size === attachment.size) return content;
        content.destroy();
        throw new Error(`The file ${uid} has ${size} bytes, and should have ${attachment.size}`);
      }),
  };
}

async function attach(app: App, caller: Caller, { itemId, receive }: AttachFile): Promise<Attachment> {
  const { actor, retry } = caller;
  const reading = { db: app.read, actor };
  await requireRoom(reading, itemId);
  const draft = app.files.draft(await ownerOf(app, caller));
  try {
    const { doubts, ...told } = await receive((content) => draft.write(content, largestFile));
    refuseUnreadable(doubts);
    refuseAll(doubts, await faultsOfComment(reading, { itemId, commentId: told.commentId }));
    const file = await draft.keep();
    if (file === null) throw new Refusal('malformed_body', 'There is no file');
    // A request that is sent again has other bytes between its parts, but the same file.
    const fingerprint = createHash('sha256')
      .update(`${itemId} ${JSON.stringify(told)} ${file.hash}`)
      .digest('hex');
    const again = retry === undefined ? {} : { retry: { key: retry.key, fingerprint, replayed: retry.replayed } };
    // A file whose entry fails is not removed at once: a connection that broke at the end does not tell whether it did.
    const made = await write(app, 'addAttachment', { actor, ...again }, { itemId, ...told, ...file });
    // The result of a command is data of its own type, whatever thread it came through.
    // oxlint-disable-next-line typescript/consistent-type-assertions
    return made as Attachment;
  } finally {
    await draft.discard();
  }
}

function ownerOf(app: App, { actor }: Caller): Promise<string> {
  return findFileOwner(app.read, actor.orgId);
}

async function translating<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw refusalOfDriver(error);
  }
}
