import { Refusal } from '../../domain/refusal.ts';

/** The mark behind the last row of a page. To callers it is a text without meaning. */
export function toCursor(projectId: number, lastId: number): string {
  return Buffer.from(`${projectId}:${lastId}`).toString('base64url');
}

/**
 * The number of the last row that a caller has seen; 0 when it starts from the beginning.
 * @throws Refusal `invalid` for what is no cursor of this project's list
 */
export function fromCursor(projectId: number, cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  const lastId = /^(\d+):([1-9]\d{0,15})$/.exec(Buffer.from(cursor, 'base64url').toString());
  const id = Number(lastId?.[2]);
  if (lastId?.[1] !== String(projectId) || toCursor(projectId, id) !== cursor) {
    const message = 'This is not a cursor of this list';
    throw new Refusal('invalid', message, { faults: [{ field: 'cursor', rule: 'format', message }] });
  }
  return id;
}
