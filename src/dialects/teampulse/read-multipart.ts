import { Refusal } from '../../domain/refusal.ts';
import { addField } from './read-form.ts';

const mostParts = 100;

/**
 * Reads a body of the type `multipart/form-data` (RFC 7578) as `readForm` reads its own: UTF-8, each name once, at most
 * 100 fields. Files are nothing that this dialect keeps.
 * @throws Refusal `malformed_body`
 */
export function readMultipart(bytes: Buffer, contentType: string): URLSearchParams {
  const form = new URLSearchParams();
  for (const part of partsOf(bytes, boundaryIn(contentType))) {
    const blankLine = part.indexOf('\r\n\r\n');
    if (blankLine < 0) throw malformed('A part of the form has no end of its headers');
    const name = fieldNameIn(part.slice(0, blankLine));
    addField(form, decoded(name), decoded(part.slice(blankLine + 4)));
  }
  return form;
}

function boundaryIn(contentType: string): string {
  const [, quoted, bare] = /;\s*boundary\s*=\s*(?:"([^"]{1,70})"|([^\s;"]{1,70})\s*(?:;|$))/i.exec(contentType) ?? [];
  const boundary = quoted ?? bare;
  if (boundary === undefined) throw malformed('The type of the form does not say what stands between its parts');
  return boundary;
}

/** Each part, a byte a character: its headers, a blank line and its content. What stands around the parts says nothing. */
function partsOf(bytes: Buffer, boundary: string): readonly string[] {
  // A delimiter includes the end of the line before it, which the very first one may lack.
  const [, ...pieces] = `\r\n${bytes.toString('latin1')}`.split(`\r\n--${boundary}`);
  const end = pieces.findIndex((piece) => piece.startsWith('--'));
  if (end < 0) throw malformed('The form has no end');
  if (end > mostParts) throw malformed(`The form has more than ${mostParts} parts`);
  return pieces.slice(0, end).map((piece) => {
    const padding = /^[ \t]*\r\n/.exec(piece)?.[0];
    if (padding === undefined) throw malformed('A part of the form does not begin on a line of its own');
    return piece.slice(padding.length);
  });
}

/** The name that the headers of a part give it. */
function fieldNameIn(headers: string): string {
  const disposition = /^content-disposition[ \t]*:[ \t]*form-data[ \t]*(;.*)$/im.exec(headers)?.[1] ?? '';
  const given = new Map<string, string>();
  for (const [, key = '', quoted, bare] of disposition.matchAll(
    /;\s*([\w*-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;"]+))/g,
  )) {
    given.set(key.toLowerCase(), quoted === undefined ? (bare ?? '') : quoted.replace(/\\(["\\])/g, '$1'));
  }
  if (given.has('filename') || given.has('filename*')) throw malformed('Files are not taken here');
  const coding = /^content-transfer-encoding[ \t]*:[ \t]*(\S+)/im.exec(headers)?.[1] ?? 'binary';
  if (!/^(?:7bit|8bit|binary)$/i.test(coding)) throw malformed('The parts of the form must not be encoded');
  const name = given.get('name');
  if (name === undefined) throw malformed('A part of the form has no name');
  return name;
}

function decoded(bytes: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(bytes, 'latin1'));
  } catch {
    throw malformed('The form is not UTF-8');
  }
}

function malformed(message: string): Refusal {
  return new Refusal('malformed_body', message);
}
