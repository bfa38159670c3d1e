import { addDays, dayIn, startOfDayIn } from '../domain/days.ts';
import type { Iteration } from '../domain/iteration.ts';
import type { Cause, Definition, StatedItem, StatementFigures } from '../domain/statement.ts';
import { windowOf } from '../domain/window.ts';
import { takeNumbers } from '../store/events.ts';
import { readIterationRules } from '../store/iteration-rules.ts';
import { listOverrides, readScopePolicy } from '../store/scope-policies.ts';
import { insertStatement, itemsToText, readStatementHash } from '../store/statements.ts';
import { calendarOf } from './calendar-in-force.ts';
import { statementHash } from './statement-hash.ts';
import type { Tx } from './transact.ts';

/** What a statement says. */
export interface NewStatement {
  readonly iterationId: number;
  /** How many the iteration has by now, this one included. */
  readonly number: number;
  readonly reason: string | null;
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly definition: Definition;
  readonly figures: StatementFigures;
  readonly causes: readonly Cause[];
  readonly items: readonly StatedItem[];
}

/** Stores a statement as the organization's next, bound by its hash to all that it says and to the one before it. */
export async function writeStatement(tx: Tx, { items, ...statement }: NewStatement): Promise<void> {
  const { db, actor, now } = tx;
  const { orgId, userId } = actor;
  const id = await takeNumbers(db, orgId, 'statement');
  const stored = {
    ...statement,
    orgId,
    id,
    issuedAt: now,
    issuedBy: userId,
    definition: JSON.stringify(statement.definition),
    figures: JSON.stringify(statement.figures),
    causes: JSON.stringify(statement.causes),
    items: itemsToText(items),
    previousHash: await readStatementHash(db, orgId, id - 1),
  };
  await insertStatement(db, { ...stored, hash: statementHash(stored) });
}

/** By which rules, in which zone and over which days a closed iteration is counted. */
export async function definitionOf(tx: Tx, closed: Iteration): Promise<Definition> {
  const { startedAt, finishedAt } = closed;
  if (startedAt === null || finishedAt === null) throw new Error(`Iteration ${closed.id} has not run`);
  const { zone, frozenAt, defaultEstimate, creditHours } = await readIterationRules(tx.db, closed.orgId, closed.id);
  const of = { orgId: closed.orgId, iterationId: closed.id };
  const { policy } = await readScopePolicy(tx.db, of);
  return {
    profile: 'native',
    rules: { graceMinutes: ((frozenAt ?? startedAt) - startedAt) / 60_000, defaultEstimate, creditHours },
    zone,
    window: windowOf(closed, dayIn(zone, startedAt), await calendarOf(tx.db, closed)),
    planned: { start: closed.start?.day ?? null, end: closed.end?.day ?? null },
    startedAt,
    finishedAt,
    scope: { policy, overrides: await listOverrides(tx.db, of) },
  };
}

/** The first instant after the last planned day, from which on what is finished is late; null where there is none. */
export function overOf({ planned, zone }: Definition): number | null {
  return planned.end === null ? null : startOfDayIn(zone, addDays(planned.end, 1));
}
