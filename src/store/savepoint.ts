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
  const sparing = sparingOnes.get(db);
  if (sparing !== undefined) return withoutSavepoint(sparing, work);
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

/** A transaction without savepoints, which is spoiled once something has been written that should not stay. */
interface Sparing {
  readonly db: Db;
  /** True when the transaction must be rolled back as a whole. */
  readonly isSpoiled: () => boolean;
}

const sparingOnes = new WeakMap<Db, { writes: number; isSpoiled: boolean }>();

/**
 * The same transaction for work that hardly ever throws after it has written, over a connection where two messages more
 * for each piece of work cost a good part of it: `withSavepoint` sets none in there.
 */
export function spareSavepoints(transaction: Db): Sparing {
  const state = { writes: 0, isSpoiled: false };
  const db = transaction.withPlugin({
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      if ((result.numAffectedRows ?? 0n) > 0n) state.writes += 1;
      return result;
    },
  });
  sparingOnes.set(db, state);
  return { db, isSpoiled: () => state.isSpoiled };
}

async function withoutSavepoint<T>(state: { writes: number; isSpoiled: boolean }, work: () => Promise<T>): Promise<T> {
  const { writes } = state;
  try {
    return await work();
  } catch (error) {
    if (state.writes > writes) state.isSpoiled = true;
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
