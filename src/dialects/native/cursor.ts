import type { ReadTo } from '../../actions/index.ts';
import { Refusal } from '../../domain/refusal.ts';

/** The mark behind the last row of a page; `list` names the list. To callers it is a text without meaning. */
export function toCursor(list: number | string, lastId: number): string {
  return Buffer.from(`${list}:${lastId}`).toString('base64url');
}

/**
 * The number of the last row that a caller has seen; 0 when it starts from the beginning.
 * @throws Refusal `invalid` for what is no cursor of this list
 */
export function fromCursor(list: number | string, cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  const lastId = /^([^:]+):([1-9]\d{0,15})$/.exec(Buffer.from(cursor, 'base64url').toString());
  const id = Number(lastId?.[2]);
  if (lastId?.[1] !== String(list) || toCursor(list, id) !== cursor) {
    throw notOfThisList();
  }
  return id;
}

/** The mark of how far a list of items was read; `list` names the list. */
export function toReadCursor(list: string, { revision, place, itemId }: ReadTo): string {
  return Buffer.from(`${list}:${revision}:${place}:${itemId}`).toString('base64url');
}

/**
 * How far a caller has read a list of items; null when it starts from the beginning.
 * @throws Refusal `invalid` for what is no cursor of this list
 */
export function fromReadCursor(list: string, cursor: string | undefined): ReadTo | null {
  if (cursor === undefined) return null;
  const [, name, revision, place, itemId] =
    /^([^:]+):(\d{1,15}):(\d{1,15}):(\d{1,15})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  const to = { revision: Number(revision), place: Number(place), itemId: Number(itemId) };
  if (name !== list || toReadCursor(list, to) !== cursor) throw notOfThisList();
  return to;
}

function notOfThisList(): Refusal {
  const message = 'This is not a cursor of this list';
  return new Refusal('invalid', message, { faults: [{ field: 'cursor', rule: 'format', message }] });
}
