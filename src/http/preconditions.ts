import { noPrecondition, type Precondition } from '../domain/precondition.ts';

/** One entity tag of a list, or bare digits, with the comma after it; a tag may hold commas itself. */
const listed = /[ \t]*(?:(W\/)?"([\x21\x23-\x7e\x80-\uffff]*)"|(\d+))[ \t]*(,|$)/gy;

/**
 * Reads If-Match (RFC 9110, 13.1.1). A version is a strong tag of digits, alone or followed by a hyphen and the
 * revision that list tags carry; any other valid tag, and every weak one, matches nothing. `bareDigits` takes a
 * version without quotes as well, which some clients send.
 */
export function readPrecondition(header: string | undefined, bareDigits: boolean): Precondition {
  if (header === undefined) return noPrecondition;
  const text = header.trim();
  if (text === '*') return { kind: 'any' };
  const tags = [...text.matchAll(listed)];
  const last = tags.at(-1);
  const isWhole = last !== undefined && last.index + last[0].length === text.length && last[4] !== ',';
  const hasDigits = tags.some((tag) => tag[3] !== undefined);
  if (!isWhole || (hasDigits && !bareDigits)) return { kind: 'malformed', text };
  return { kind: 'oneOf', versions: tags.map(versionOf).filter((version) => version !== 'none') };
}

function versionOf([, weak, content = '', digits]: RegExpExecArray): number | 'none' {
  if (weak !== undefined) return 'none';
  return exact(digits ?? /^(\d+)(?:-\d+)?$/.exec(content)?.[1]);
}

/** Digits that are exactly how a version is written: no sign, no leading zero, no more than a safe integer holds. */
function exact(digits: string | undefined): number | 'none' {
  if (digits === undefined || !/^[1-9]\d{0,15}$/.test(digits)) return 'none';
  const version = Number(digits);
  return Number.isSafeInteger(version) ? version : 'none';
}

/** Whether an If-None-Match header names the tag: weak comparison, as RFC 9110 asks for reads. */
export function isNotModified(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  if (header.trim() === '*') return true;
  return header.split(',').some((part) => part.trim().replace(/^W\//, '') === etag);
}
