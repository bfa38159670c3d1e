import { type RawBuilder, sql } from 'kysely';
import { beforeStart } from '../domain/ledger-day.ts';
import type { BookFault } from './book-fault.ts';
import { findCarryFaults } from './check-carries.ts';
import type { Db } from './engine.ts';

const memberFigures = ['member_items', 'scope_points', 'scope_items', 'done_points', 'done_items', 'unestimated_items'];
const stageFigures = ['queued', 'started', 'done'];
const commitment = ['committed_points', 'committed_items'];
const ledgerFigures = ['scope_points', 'scope_items', 'done_points', 'done_items', 'unestimated_items'];

/** Sums of floating-point estimates may differ by their rounding. */
const tolerance = 0.0001;

/** Counts counters and day rows of an organization anew from what they are made of, and compares. */
export async function findBookFaults(db: Db, orgId: number): Promise<readonly BookFault[]> {
  const counters = sql`SELECT * FROM iteration_counter WHERE org_id = ${orgId}`;
  const days = sql`SELECT * FROM iteration_day WHERE org_id = ${orgId}`;
  return [
    ...(await compare(db, ['iteration'], memberFigures, counters, countersOfMembers(orgId), 'memberships')),
    ...(await compare(db, ['iteration'], ledgerFigures, counters, countersOfLedger(orgId), 'ledger')),
    ...(await compare(db, ['iteration'], commitment, commitments(orgId), commitmentsOfLedger(orgId), 'ledger')),
    ...(await compare(db, ['iteration', 'day', 'kind'], ['points', 'items'], days, daysOfLedger(orgId), 'ledger')),
    ...(await compare(db, ['board'], stageFigures, stagesByFlow(orgId), stagesOfItems(orgId), 'items')),
    ...(await findCarryFaults(db, orgId)),
  ];
}

type Sql = RawBuilder<unknown>;

/**
 * Lays kept and counted rows over each other in one statement, so that both are of one moment, and answers where they
 * differ. A row that is missing on one side counts as zeros.
 */
async function compare(
  db: Db,
  [of, ...keys]: readonly [BookFault['of'], ...(readonly string[])],
  figures: readonly string[],
  kept: Sql,
  counted: Sql,
  source: BookFault['source'],
): Promise<BookFault[]> {
  const refs = (names: readonly string[]) => sql.join(names.map((name) => sql.ref(name)));
  const groups = [`${of}_id`, ...keys];
  const columns = refs([...groups, ...figures]);
  const sums = figures.flatMap((name) => [
    sql`sum(CASE WHEN is_kept = 1 THEN ${sql.ref(name)} ELSE 0 END) AS ${sql.ref(`kept_${name}`)}`,
    sql`sum(CASE WHEN is_kept = 1 THEN 0 ELSE ${sql.ref(name)} END) AS ${sql.ref(`counted_${name}`)}`,
  ]);
  const differences = figures.map(
    (name) =>
      sql`abs(sum(CASE WHEN is_kept = 1 THEN ${sql.ref(name)} ELSE -${sql.ref(name)} END)) > ${sql.lit(tolerance)}`,
  );
  const { rows } = await sql<Readonly<Record<string, unknown>>>`
    SELECT ${refs(groups)}, ${sql.join(sums)} FROM (
      SELECT 1 AS is_kept, ${columns} FROM (${kept}) AS kept
      UNION ALL SELECT 0 AS is_kept, ${columns} FROM (${counted}) AS counted) AS sides
    GROUP BY ${refs(groups)} HAVING ${sql.join(differences, sql` OR `)} ORDER BY ${refs(groups)}`.execute(db);
  return rows.flatMap((row) =>
    figures
      .map((name) => ({
        of,
        id: Number(row[`${of}_id`]),
        figure: [...keys.map((key) => row[key]), name].join(' '),
        kept: Number(row[`kept_${name}`]),
        counted: Number(row[`counted_${name}`]),
        source,
      }))
      .filter((fault) => Math.abs(fault.kept - fault.counted) > tolerance),
  );
}

function countersOfMembers(orgId: number): Sql {
  const estimate = sql`CASE WHEN t.category = 'done' THEN t.done_estimate ELSE t.estimate END`;
  const credit = sql`coalesce(${estimate}, i.default_estimate, 0)`;
  const isDone = sql`t.category = 'done'`;
  const isInScope = sql`t.category <> 'cancelled'`;
  const isUnestimated = sql`${isInScope} AND (${estimate}) IS NULL`;
  const count = (condition: Sql) => sql`sum(CASE WHEN ${condition} THEN 1 ELSE 0 END)`;
  const points = (condition: Sql) => sql`sum(CASE WHEN ${condition} THEN ${credit} ELSE 0 END)`;
  return sql`
    SELECT m.iteration_id, count(*) AS member_items,
      ${points(isInScope)} AS scope_points, ${count(isInScope)} AS scope_items,
      ${points(isDone)} AS done_points, ${count(isDone)} AS done_items, ${count(isUnestimated)} AS unestimated_items
    FROM membership AS m JOIN item AS t ON t.org_id = m.org_id AND t.id = m.item_id
    JOIN iteration AS i ON i.org_id = m.org_id AND i.id = m.iteration_id
    WHERE m.org_id = ${orgId} AND m.ended_at IS NULL GROUP BY m.iteration_id`;
}

function countersOfLedger(orgId: number): Sql {
  return sql`
    SELECT iteration_id, ${scope('points')} AS scope_points, ${scope('items')} AS scope_items,
      ${done('points')} AS done_points, ${done('items')} AS done_items,
      ${balance('items', ['unestimated'], ['estimated'])} AS unestimated_items
    FROM ledger WHERE org_id = ${orgId} GROUP BY iteration_id`;
}

function balance(name: string, more: readonly string[], less: readonly string[]): Sql {
  return sql`
    sum(CASE WHEN kind IN (${literals(more)}) THEN ${sql.ref(name)}
      WHEN kind IN (${literals(less)}) THEN -${sql.ref(name)} ELSE 0 END)`;
}

function scope(name: string): Sql {
  return balance(name, ['added', 'done_in', 'restored', 'raised'], ['removed', 'done_out', 'cancelled', 'lowered']);
}

function done(name: string): Sql {
  return balance(name, ['completed', 'done_in'], ['reopened', 'done_out']);
}

/** One that was removed keeps what was measured of it, though its items have left. */
function commitments(orgId: number): Sql {
  return sql`
    SELECT id AS iteration_id, committed_points, committed_items
    FROM iteration WHERE org_id = ${orgId} AND committed_points IS NOT NULL AND status <> 'removed'`;
}

/** What was open at the freeze of the iterations that were started. */
function commitmentsOfLedger(orgId: number): Sql {
  return sql`
    SELECT iteration_id, ${scope('points')} - ${done('points')} AS committed_points,
      ${scope('items')} - ${done('items')} AS committed_items
    FROM ledger WHERE org_id = ${orgId} AND day = ${beforeStart}
      AND iteration_id IN (SELECT iteration_id FROM (${commitments(orgId)}) AS started) GROUP BY iteration_id`;
}

function daysOfLedger(orgId: number): Sql {
  return sql`
    SELECT iteration_id, day, kind, sum(points) AS points, sum(items) AS items
    FROM ledger WHERE org_id = ${orgId} GROUP BY iteration_id, day, kind`;
}

/** How many items of each board are at which stage, by all that ever crossed its boundaries. */
function stagesByFlow(orgId: number): Sql {
  return sql`
    SELECT board_id, sum(arrived - started + returned - dropped_queued) AS queued,
      sum(started - returned - done + reopened - dropped_started) AS started,
      sum(done - reopened - dropped_done) AS done
    FROM board_flow WHERE org_id = ${orgId} GROUP BY board_id`;
}

function stagesOfItems(orgId: number): Sql {
  const count = (condition: Sql) => sql`sum(CASE WHEN ${condition} THEN 1 ELSE 0 END)`;
  return sql`
    SELECT board_id, ${count(sql`category = 'queued' AND condition = 'live'`)} AS queued,
      ${count(sql`category = 'in_progress' AND condition = 'live'`)} AS started,
      ${count(sql`category = 'done' AND condition <> 'deleted'`)} AS done
    FROM item WHERE org_id = ${orgId} GROUP BY board_id`;
}

function literals(words: readonly string[]): Sql {
  return sql.join(words.map((word) => sql.lit(word)));
}
