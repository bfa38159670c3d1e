import type { FastifyRequest } from 'fastify';
import type { ToldOfFile } from '../../actions/index.ts';
import { largestFile, longestFileDescription, longestFileName, mediaTypeOf } from '../../domain/attachment.ts';
import type { Fault } from '../../domain/refusal.ts';
import { textFault } from '../../domain/text.ts';
import { rawQueryOf } from './addresses.ts';
import { isIdText } from './ids.ts';

/** What a form may hold beside the file, bytes. */
const besideFile = 262_144;
/** Both of the vendor's names for what hangs on feedback are taken; here all hangs on work items alike. */
const types = ['teampulse', 'feedback', 'feedbackportal'];

/**
 * Takes the form in with which a file comes: `files`, and perhaps `description` and `commentId`. The file is handed on
 * as it comes, unless it is known by then that it will not do.
 * @throws Refusal unsupported_media_type, malformed_body, body_too_large
 */
export async function receiveAttachment(
  request: FastifyRequest,
  keep: (content: AsyncIterable<Uint8Array>) => Promise<void>,
): Promise<ToldOfFile> {
  const faults: Fault[] = [...faultsOfType(rawQueryOf(request))];
  const texts = new Map<string, string>();
  let file: { readonly name: string; readonly mediaType: string } | undefined;
  for await (const part of request.formParts(largestFile + besideFile)) {
    if (part.fileName === null) {
      texts.set(part.name, await part.text());
    } else if (part.name.toLowerCase() !== 'files' || file !== undefined) {
      faults.push({ field: 'files', rule: 'rule', message: 'A form holds one file, in the part named files' });
    } else {
      file = { name: part.fileName, mediaType: mediaTypeOf(part.fileName, part.mediaType) };
      faults.push(...faultsOfName(file.name));
      if (faults.length === 0) await keep(part.content);
    }
  }
  if (file === undefined && !faults.some(({ field }) => field === 'files')) {
    faults.push({ field: 'files', rule: 'missing', message: 'files is required' });
  }
  const description = texts.get('description') ?? '';
  if (textFault(description, { min: 0, max: longestFileDescription, lines: 'several' }) !== null) {
    const message = `description must be a string with a maximum length of ${longestFileDescription}`;
    faults.push({ field: 'description', rule: 'length', message });
  }
  const comment = texts.get('commentId')?.trim() ?? '';
  const isId = isIdText(comment);
  if (!isId && comment !== '' && comment !== '0') {
    faults.push({ field: 'commentId', rule: 'range', message: 'commentId must be an id' });
  }
  return {
    name: file?.name ?? '',
    mediaType: file?.mediaType ?? '',
    description: description === '' ? null : description,
    commentId: isId ? Number(comment) : null,
    doubts: { faults },
  };
}

function faultsOfName(name: string): readonly Fault[] {
  const isPlain = !/[/\\]/.test(name) && name !== '.' && name !== '..';
  if (isPlain && textFault(name, { min: 1, max: longestFileName }) === null) return [];
  const message = `name must be a file name of 1 to ${longestFileName} characters, without a path`;
  return [{ field: 'name', rule: 'format', message }];
}

function faultsOfType(query: string): readonly Fault[] {
  const given = [...new URLSearchParams(query)].filter(([name]) => name.toLowerCase() === 'type');
  if (given.every(([, type]) => types.includes(type.toLowerCase()))) return [];
  return [{ field: 'type', rule: 'choice', message: 'type must be TeamPulse or Feedback' }];
}
