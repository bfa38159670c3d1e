import { noPrecondition, type Precondition } from '../domain/precondition.ts';

const tag = /^(W\/)?"([\x21\x23-\x7e\x80-\uffff]*)"$/;

/**
 * Reads If-Match (RFC 9110, 13.1.1). A version is a strong tag of digits, alone or followed by a hyphen and the
 * revision that list tags carry; any other valid tag, and every weak one, matches nothing. `bareDigits` takes a
 * version without quotes as well, which some clients send.
 */
export function readPrecondition(header: string | undefined, bareDigits: boolean): Precondition {
  if (header === undefined) return noPrecondition;
  const text = header.trim();
  if (text === '*') return { kind: 'any' };
  const versions: number[] = [];
  const parts = text.split(',').map((part) => part.trim());
  for (const part of parts) {
    const version = versionOf(part, bareDigits);
    if (version === 'malformed') return { kind: 'malformed', text };
    if (version !== 'none') versions.push(version);
  }
  return { kind: 'oneOf', versions };
}

function versionOf(part: string, bareDigits: boolean): number | 'none' | 'malformed' {
  if (bareDigits && /^\d+$/.test(part)) return exact(part);
  const match = tag.exec(part);
  if (match === null) return 'malformed';
  const [, weak, content = ''] = match;
  return weak === undefined ? exact(/^(\d+)(?:-\d+)?$/.exec(content)?.[1]) : 'none';
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
