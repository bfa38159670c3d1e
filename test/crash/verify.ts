import Database from 'better-sqlite3';
import { itemCount, type Place } from './seed-plans.ts';
import type { Acknowledged, Beginning, Told } from './write-load.ts';

/** What a server that came back still knows. */
export interface Verdict {
  /** Acknowledged writes that are gone, each told in words. */
  readonly lost: readonly string[];
  /** Rules that the data breaks: a half close, an item in two places, a gap in the events, damage. */
  readonly broken: readonly string[];
  /** How many of the closes under way came to happen, and how many did not. */
  readonly closes: { readonly happened: number; readonly not: number };
  readonly beginnings: readonly Beginning[];
}

/** Asks the server that was started again, and its file, for everything that was acknowledged before it went. */
export async function verify(
  url: string,
  token: string,
  file: string,
  places: readonly Place[],
  told: Told,
  withIntegrity: boolean,
): Promise<Verdict> {
  const shown = await listSprints(url, token);
  const database = new Database(file, { readonly: true });
  try {
    const number = numbersIn(database);
    const closes = told.unanswered.flatMap(({ iteration, movedTo }) =>
      movedTo === undefined || iteration === undefined ? [] : [statusOf(database, number(iteration)) === 'closed'],
    );
    return {
      lost: told.acknowledged.flatMap((write) => lossOf(database, shown, number(write.iteration), write)),
      broken: [...tooNew(shown, told, number), ...brokenRules(database), ...(withIntegrity ? damage(database) : [])],
      closes: { happened: closes.filter((each) => each).length, not: closes.filter((each) => !each).length },
      beginnings: places.map((place) => beginningOf(database, place)),
    };
  } finally {
    database.close();
  }
}

interface Shown {
  readonly version: number;
  readonly name: string;
}

async function listSprints(url: string, token: string): Promise<ReadonlyMap<number, Shown>> {
  const answer = await fetch(`${url}/v3/sprints`, {
    headers: { authorization: `Bearer ${token}`, 'x-org-id': '1' },
  });
  if (!answer.ok) throw new Error(`The list was answered ${answer.status}`);
  const sprints: (Shown & { id: number })[] = JSON.parse(await answer.text());
  return new Map(sprints.map((sprint) => [sprint.id, sprint]));
}

function numbersIn(database: Database.Database): (iteration: number | string) => number {
  const byUid = database.prepare('SELECT id FROM iteration WHERE org_id = 1 AND uid = ?').pluck();
  return (iteration) => (typeof iteration === 'number' ? iteration : Number(byUid.get(iteration) ?? 0));
}

/** An acknowledged write is there if the iteration is as new, and if what happened at that version is on record. */
function lossOf(
  database: Database.Database,
  shown: ReadonlyMap<number, Shown>,
  id: number,
  { iteration, version, title, movedTo }: Acknowledged,
): string[] {
  const now = shown.get(id);
  if (now === undefined) return [`iteration ${iteration} (${title}) is gone`];
  if (now.version < version) return [`iteration ${id} is back at version ${now.version} of ${version}`];
  const record: unknown = database
    .prepare(
      `SELECT coalesce(json_extract(data, '$.after.title'), json_extract(data, '$.title'), '') FROM event
       WHERE org_id = 1 AND iteration_id = ? AND json_extract(data, '$.version') = ?`,
    )
    .pluck()
    .get(id, version);
  if (record === undefined) return [`version ${version} of iteration ${id} is on no record`];
  if (record !== '' && record !== title) return [`version ${version} of iteration ${id} is not "${title}"`];
  if (now.version === version && title !== '' && now.name !== title) return [`iteration ${id} is not "${title}"`];
  if (movedTo === undefined) return [];
  const arrived = database
    .prepare(
      `SELECT count(DISTINCT m.item_id) FROM membership m JOIN iteration i ON i.org_id = m.org_id AND i.id = m.iteration_id
       WHERE i.uid = ? AND i.org_id = 1`,
    )
    .pluck()
    .get(movedTo);
  return arrived === itemCount
    ? []
    : [`the close of iteration ${id} left ${String(arrived)} of ${itemCount} items in its target`];
}

/** Nothing may have happened but what was asked for: at most one version more for each write under way. */
function tooNew(
  shown: ReadonlyMap<number, Shown>,
  told: Told,
  number: (iteration: number | string) => number,
): string[] {
  const newest = new Map<number, number>();
  for (const { iteration, version } of told.acknowledged) {
    const id = number(iteration);
    newest.set(id, Math.max(newest.get(id) ?? 0, version));
  }
  for (const { iteration } of told.unanswered) {
    const id = iteration === undefined ? 0 : number(iteration);
    const known = newest.get(id);
    if (known !== undefined) newest.set(id, known + 1);
  }
  return [...newest].flatMap(([id, most]) => {
    const now = shown.get(id)?.version ?? 0;
    return now > most ? [`iteration ${id} is at version ${now}, and ${most} is the newest that was asked for`] : [];
  });
}

/** What is true of this load at any moment, however it was cut off. The answer to each query must be empty. */
const rules: Readonly<Record<string, string>> = {
  'closed without its figures, or open with them': `
    SELECT id FROM iteration WHERE (status = 'closed') <> (velocity_points IS NOT NULL AND total_items IS NOT NULL)`,
  'closed, and its items were not carried on as one': `
    SELECT i.id FROM iteration i WHERE i.status = 'closed' AND (
      SELECT coalesce(sum(json_array_length(e.data, '$.itemIds')), 0) FROM event e
      WHERE e.kind = 'items.carried' AND json_extract(e.data, '$.fromIterationId') = i.id) <> i.total_items`,
  'not closed, and its items were carried on': `
    SELECT i.id FROM event e JOIN iteration i ON i.id = json_extract(e.data, '$.fromIterationId')
    WHERE e.kind = 'items.carried' AND i.status <> 'closed'`,
  'has items in it, but not all of its project': `
    SELECT iteration_id, count(*) AS items FROM membership WHERE ended_at IS NULL GROUP BY iteration_id HAVING items <> ${itemCount}`,
  'an item that is not in exactly one open iteration': `
    SELECT t.id FROM item t LEFT JOIN membership m ON m.item_id = t.id AND m.ended_at IS NULL
    LEFT JOIN iteration i ON i.id = m.iteration_id AND i.status IN ('planned', 'active')
    GROUP BY t.id HAVING count(i.id) <> 1`,
  'counters that are not those of its items': `
    SELECT c.iteration_id FROM iteration_counter c
    WHERE c.member_items <> (SELECT count(*) FROM membership m WHERE m.iteration_id = c.iteration_id AND m.ended_at IS NULL)`,
  'day rows that are not the sum of the ledger': `
    SELECT d.iteration_id FROM iteration_day d WHERE d.items <> (
      SELECT sum(l.items) FROM ledger l WHERE l.iteration_id = d.iteration_id AND l.day = d.day AND l.kind = d.kind)`,
  'events with gaps': `
    SELECT c.org_id FROM organization_counter c WHERE c.event <> (SELECT count(*) FROM event e WHERE e.org_id = c.org_id)
      OR c.event <> (SELECT max(e.seq) FROM event e WHERE e.org_id = c.org_id)`,
  'a version without a record': `
    SELECT i.id FROM iteration i WHERE i.kind = 'iteration' AND i.version <> (
      SELECT count(*) FROM event e WHERE e.org_id = i.org_id AND e.iteration_id = i.id AND e.kind IN ('iteration.created', 'iteration.changed'))`,
};

function brokenRules(database: Database.Database): string[] {
  return Object.entries(rules).flatMap(([rule, query]) => {
    const rows = database.prepare(query).all();
    return rows.length === 0 ? [] : [`${rule}: ${JSON.stringify(rows.slice(0, 3))}`];
  });
}

function damage(database: Database.Database): string[] {
  const lines = database.prepare('PRAGMA integrity_check').pluck().all().map(String);
  const dangling = database.prepare('PRAGMA foreign_key_check').all();
  return [...lines.filter((line) => line !== 'ok'), ...dangling.map((row) => `dangling: ${JSON.stringify(row)}`)];
}

function statusOf(database: Database.Database, id: number): unknown {
  return database.prepare('SELECT status FROM iteration WHERE org_id = 1 AND id = ?').pluck().get(id);
}

function beginningOf(database: Database.Database, place: Place): Beginning {
  const ownVersion = database
    .prepare('SELECT version FROM iteration WHERE org_id = 1 AND id = ?')
    .pluck()
    .get(place.own);
  const current = database
    .prepare(
      `SELECT i.uid FROM membership m JOIN iteration i ON i.org_id = m.org_id AND i.id = m.iteration_id
       JOIN project p ON p.org_id = i.org_id AND p.id = i.project_id
       WHERE p.uid = ? AND m.ended_at IS NULL AND i.status IN ('planned', 'active') LIMIT 1`,
    )
    .pluck()
    .get(place.spaceUid);
  return { ownVersion: Number(ownVersion), current: String(current) };
}
