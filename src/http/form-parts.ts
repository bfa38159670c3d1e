import { Refusal } from '../domain/refusal.ts';

/** One part of a form, to be read before the next one is asked for; what is not read of it is passed over. */
export interface FormPart {
  readonly name: string;
  /** Null for a part that is no file. */
  readonly fileName: string | null;
  /** As its header says; null without one. */
  readonly mediaType: string | null;
  readonly content: AsyncIterable<Uint8Array>;
  /** All of a short part. @throws Refusal malformed_body beyond 64 KiB, or if it is not UTF-8 */
  readonly text: () => Promise<string>;
}

const mostParts = 100;
const mostHeaders = 8192;
const mostText = 65_536;
const lineEnd = '\r\n';
const headersEnd = '\r\n\r\n';

/**
 * Reads a body of the type `multipart/form-data` (RFC 7578) as it comes, however it is cut into pieces, holding no more
 * than a piece of it. What stands before the first part and after the last says nothing.
 * @throws Refusal `malformed_body`
 */
export async function* formParts(source: AsyncIterable<Uint8Array>, boundary: string): AsyncGenerator<FormPart> {
  const pieces = source[Symbol.asyncIterator]();
  const delimiter = Buffer.from(`${lineEnd}--${boundary}`);
  // A delimiter includes the end of the line before it, which the very first one may lack.
  let held: Buffer = Buffer.from(lineEnd);

  const more = async () => {
    const { value, done } = await pieces.next();
    if (done === true) return false;
    held = held.length === 0 ? Buffer.from(value) : Buffer.concat([held, value]);
    return true;
  };
  /** Takes what stands before a mark, and the mark. */
  const take = (end: number, markLength: number) => {
    const taken = held.subarray(0, end);
    held = held.subarray(end + markLength);
    return taken;
  };
  async function* untilDelimiter(): AsyncGenerator<Uint8Array> {
    for (;;) {
      const end = held.indexOf(delimiter);
      if (end >= 0) {
        if (end > 0) yield take(end, 0);
        take(0, delimiter.length);
        return;
      }
      // The beginning of a delimiter may be among the last bytes.
      const sure = held.length - delimiter.length + 1;
      if (sure > 0) yield take(sure, 0);
      if (!(await more())) throw malformed('The form has no end');
    }
  }
  const lineOf = async (mark: string, most: number, fault: string) => {
    for (;;) {
      const end = held.indexOf(mark);
      if (end > most || (end < 0 && held.length > most + mark.length)) throw malformed(fault);
      if (end >= 0) return take(end, mark.length);
      if (!(await more())) throw malformed(fault);
    }
  };
  const isLast = async () => {
    while (held.length < 2) if (!(await more())) throw malformed('The form has no end');
    return held.subarray(0, 2).equals(Buffer.from('--'));
  };

  try {
    await passOver(untilDelimiter());
    for (let count = 0; !(await isLast()); count += 1) {
      if (count === mostParts) throw malformed(`The form has more than ${mostParts} parts`);
      const padding = await lineOf(lineEnd, 128, 'A part of the form does not begin on a line of its own');
      if (/[^ \t]/.test(padding.toString('latin1'))) {
        throw malformed('A part of the form does not begin on a line of its own');
      }
      const headers = await lineOf(headersEnd, mostHeaders, 'A part of the form has no end of its headers');
      const content = untilDelimiter();
      yield { ...readHeaders(utf8(headers)), content, text: () => textOf(content) };
      await passOver(content);
    }
    // So that a kept connection can go on with the next request.
    while (await more()) held = Buffer.alloc(0);
  } finally {
    await pieces.return?.();
  }
}

/** The boundary that a content type names. @throws Refusal unsupported_media_type, malformed_body */
export function boundaryIn(contentType: string): string {
  if (!/^multipart\/form-data[ \t]*(?:;|$)/i.test(contentType)) {
    throw new Refusal('unsupported_media_type', 'The body must be multipart/form-data');
  }
  const [, quoted, bare] = /;\s*boundary\s*=\s*(?:"([^"]{1,70})"|([^\s;"]{1,70})\s*(?:;|$))/i.exec(contentType) ?? [];
  const boundary = quoted ?? bare;
  if (boundary === undefined) throw malformed('The type of the form does not say what stands between its parts');
  return boundary;
}

async function passOver(content: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const _ of content);
}

async function textOf(content: AsyncIterable<Uint8Array>): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of content) {
    size += piece.length;
    if (size > mostText) throw malformed(`A field of the form has more than ${mostText} bytes`);
    pieces.push(piece);
  }
  const text = utf8(Buffer.concat(pieces));
  if (text.includes('\0')) throw malformed('The body holds the character U+0000');
  return text;
}

function readHeaders(headers: string): Pick<FormPart, 'name' | 'fileName' | 'mediaType'> {
  const disposition = /^content-disposition[ \t]*:[ \t]*form-data[ \t]*(;.*)$/im.exec(headers)?.[1] ?? '';
  const given = new Map<string, string>();
  for (const [, key = '', quoted, bare] of disposition.matchAll(
    /;\s*([\w*-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;"]+))/g,
  )) {
    given.set(key.toLowerCase(), quoted === undefined ? (bare ?? '') : quoted.replace(/\\(["\\])/g, '$1'));
  }
  const coding = /^content-transfer-encoding[ \t]*:[ \t]*(\S+)/im.exec(headers)?.[1] ?? 'binary';
  if (!/^(?:7bit|8bit|binary)$/i.test(coding)) throw malformed('The parts of the form must not be encoded');
  const name = given.get('name');
  if (name === undefined) throw malformed('A part of the form has no name');
  const mediaType = /^content-type[ \t]*:[ \t]*(\S.*?)[ \t]*$/im.exec(headers)?.[1] ?? null;
  return { name, fileName: fileNameIn(given), mediaType };
}

/** .NET says a name twice, and only the second (RFC 5987) holds more than ASCII; browsers write a quote as `%22`. */
function fileNameIn(given: ReadonlyMap<string, string>): string | null {
  const extended = /^utf-8'[\w-]*'(.*)$/i.exec(given.get('filename*') ?? '')?.[1];
  if (extended !== undefined) {
    try {
      return decodeURIComponent(extended);
    } catch {
      throw malformed('A file name is not percent-encoded UTF-8');
    }
  }
  return given.get('filename')?.replaceAll('%22', '"') ?? null;
}

function utf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw malformed('The form is not UTF-8');
  }
}

function malformed(message: string): Refusal {
  return new Refusal('malformed_body', message);
}
