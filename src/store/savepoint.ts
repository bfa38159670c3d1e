import { CompiledQuery } from 'kysely';
import { type Db, execute } from './engine.ts';

const statements = (name: string) => ({
  set: CompiledQuery.raw(`SAVEPOINT ${name}`),
  release: CompiledQuery.raw(`RELEASE SAVEPOINT ${name}`),
  rollBack: CompiledQuery.raw(`ROLLBACK TO SAVEPOINT ${name}`),
});
const savepoints = { request: statements('request'), command: statements('command'), part: statements('part') };

/** Does work within an open transaction so that, if it throws, nothing of it stays. */
export async function withSavepoint<T>(db: Db, name: keyof typeof savepoints, work: () => Promise<T>): Promise<T> {
  const { set, release, rollBack } = savepoints[name];
  await execute(db, set);
  try {
    const result = await work();
    await execute(db, release);
    return result;
  } catch (error) {
    await undo(db, [rollBack, release]);
    throw error;
  }
}

/** Some errors end the whole transaction, savepoints and all; the first error is the one to tell. */
async function undo(db: Db, queries: readonly CompiledQuery[]): Promise<void> {
  try {
    for (const query of queries) await execute(db, query);
  } catch {
    return;
  }
}
