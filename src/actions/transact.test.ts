import { describe, expect, it } from 'vitest';
import { useTestApp } from '../../test/support/open-test-app.ts';
import { openEventBook } from '../store/event-book.ts';
import { readEvents } from '../store/events.ts';
import { openTx } from './transact.ts';

describe('a part of a command, on postgres', () => {
  const test = useTestApp('postgres');

  it('takes back the events it had stored when it is undone, but none from before it, and loses none that follow', async () => {
    const { app, admin } = test();
    const [last] = (await readEvents(app.read, 1, 0, 10_000)).slice(-1);
    const first = (last?.seq ?? 0) + 1;
    await app.read.transaction().execute(async (transaction) => {
      const book = await openEventBook(transaction, 1);
      const tx = openTx(transaction, admin.actor, 0, [], book);
      const emit = (part: typeof tx, kind: string) => part.emit({ kind, projectId: null });
      await emit(tx, 'before');
      const undone = tx.apart(async (part) => {
        await emit(part, 'undone');
        await part.storeEvents();
        throw new Error('Not so');
      });
      await expect(undone).rejects.toThrow('Not so');
      await emit(tx, 'after');
      await book.store();
    });
    const told = await readEvents(app.read, 1, first - 1, 10);
    expect(told.map(({ seq, kind }) => [seq, kind])).toEqual([
      [first, 'before'],
      [first + 1, 'after'],
    ]);
    const next = await app.read.selectFrom('organization_counter').select('event').executeTakeFirstOrThrow();
    expect(next.event).toBe(first + 1);
  });
});
