import type { Actor } from '../domain/access.ts';
import { diffStatements, type StatementDifference } from '../domain/diff-statements.ts';
import type { IterationRef, IterationView } from '../domain/iteration.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Cause, StatedItem } from '../domain/statement.ts';
import type { Db } from '../store/engine.ts';
import { listStatements, readStatedItems, type Statement } from '../store/statements.ts';
import { findReportable } from './report-figures.ts';

/** Of which iteration statements are asked for: all of them, or those that had been issued before an instant, in epoch milliseconds. */
interface StatementsOf {
  readonly iteration: IterationRef;
  readonly asOf?: number;
}

/** The statements of an iteration without their items, the first one first. @throws Refusal not_found */
export async function listIterationStatements(
  db: Db,
  actor: Actor,
  { asOf = Number.POSITIVE_INFINITY, ...find }: StatementsOf,
): Promise<{ readonly iteration: IterationView; readonly statements: readonly Statement[] }> {
  const iteration = await findReportable(db, actor, find.iteration, asOf);
  const statements = await listStatements(db, actor.orgId, iteration.id);
  return { iteration, statements: statements.filter(({ issuedAt }) => issuedAt < asOf) };
}

/** One statement with its items. @throws Refusal not_found */
export async function getStatement(
  db: Db,
  actor: Actor,
  find: StatementsOf & { readonly number: number },
): Promise<{ readonly statement: Statement; readonly items: readonly StatedItem[] }> {
  const { iteration, statements } = await listIterationStatements(db, actor, find);
  const statement = statements.find(({ number }) => number === find.number);
  if (statement === undefined) throw new Refusal('not_found', 'There is no such statement');
  const of = { orgId: actor.orgId, iterationId: iteration.id, number: find.number };
  return { statement, items: await readStatedItems(db, of) };
}

/**
 * How a statement differs from an earlier one, and all that caused it on the way.
 * @throws Refusal not_found (also where the earlier one is not earlier)
 */
export async function compareStatements(
  db: Db,
  actor: Actor,
  find: StatementsOf & { readonly number: number; readonly against: number },
): Promise<StatementDifference & { readonly causes: readonly Cause[] }> {
  if (find.against >= find.number) throw new Refusal('not_found', 'There is no such earlier statement');
  const after = await getStatement(db, actor, find);
  const before = await getStatement(db, actor, { ...find, number: find.against });
  const { statements } = await listIterationStatements(db, actor, find);
  return {
    ...diffStatements(
      { figures: before.statement.figures, items: before.items },
      { figures: after.statement.figures, items: after.items },
    ),
    causes: statements
      .filter(({ number }) => number > find.against && number <= find.number)
      .flatMap(({ causes }) => causes),
  };
}
