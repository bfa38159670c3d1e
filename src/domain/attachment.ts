import type { Detail } from './work-details.ts';

/** A file that was put to an item, or to a comment on it. Its bytes never change; only what is said of it does. */
export interface Attachment extends Detail {
  /** Under which its bytes are kept. */
  readonly uid: string;
  readonly itemId: number;
  readonly commentId: number | null;
  readonly name: string;
  readonly description: string | null;
  /** As its sender called it, or told by its name. */
  readonly mediaType: string;
  /** Bytes. */
  readonly size: number;
  /** SHA-256 of the bytes, hex. */
  readonly hash: string;
}

/** The most that one file may hold, bytes. */
export const largestFile = 20 * 1024 * 1024;
/** How many files an item may have, those of its comments included. */
export const mostFilesOfItem = 500;
/** The longest name of a file, characters. */
export const longestFileName = 255;
/** The longest text about a file, characters. */
export const longestFileDescription = 4000;

const anything = 'application/octet-stream';

/** Pictures that can do nothing but be seen, by the end of a name. */
const pictures: ReadonlyMap<string, string> = new Map([
  ['png', 'image/png'],
  ['jpg', 'image/jpeg'],
  ['jpeg', 'image/jpeg'],
  ['gif', 'image/gif'],
  ['webp', 'image/webp'],
]);

/** What a file is: as it was sent, or for a picture that was sent as just anything, as its name says. */
export function mediaTypeOf(name: string, sent: string | null): string {
  const plain = sent?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (
    plain.length <= 127 &&
    plain !== anything &&
    /^[a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*$/.test(plain)
  )
    return plain;
  const [, end = ''] = /\.(\w+)$/.exec(name.toLowerCase()) ?? [];
  return pictures.get(end) ?? anything;
}

/** Whether a file of this type may be shown within a page: everything else is only to be saved. */
export function isPicture(mediaType: string): boolean {
  return [...pictures.values()].includes(mediaType);
}
