import { sql } from 'kysely';
import { before } from '../domain/item-facts.ts';
import { type Db, prepared } from './engine.ts';
import { numbersOf } from './numbers-of.ts';
import { readTimeOff, type StoredTimeOff } from './time-off.ts';
import { type PatternsOwner, readPatternLevels, type StoredPatterns } from './work-patterns.ts';
import { type CalendarOwner, readCalendarLevels, type StoredCalendar, silentCalendar } from './working-calendars.ts';

interface ChangeRow {
  readonly at: number;
  readonly kind: 'calendar.changed' | 'work_patterns.changed';
  readonly projectId: number | null;
  readonly iterationId: number | null;
  readonly data: string;
}

/** The kinds stand here as the index has them, or it would not be used. */
const changesOf = prepared<{ orgId: number; projectId: number; iterationId: number }, ChangeRow>((db, value) =>
  db
    .selectFrom('event')
    .select(['at', sql<ChangeRow['kind']>`kind`.as('kind'), 'project_id as projectId'])
    .select(['iteration_id as iterationId', 'data'])
    .where('org_id', '=', value('orgId'))
    .where(sql<boolean>`kind IN ('calendar.changed', 'work_patterns.changed')`)
    .where(sql`coalesce(project_id, 0)`, 'in', [0, value('projectId')])
    .where(sql`coalesce(iteration_id, 0)`, 'in', [0, value('iterationId')])
    .orderBy('seq'),
);

/** What the levels of a calendar said before an instant, in epoch milliseconds, the widest first. */
export async function readCalendarLevelsThen(
  db: Db,
  owner: CalendarOwner,
  asOf: number,
): Promise<readonly (StoredCalendar & CalendarOwner)[]> {
  const later = await changesSince(db, owner, 'calendar.changed', asOf);
  return (await readCalendarLevels(db, owner)).map((level) => {
    const was = later.find((each) => isOf(each, level));
    return was === undefined ? level : { ...silentCalendar, ...level, ...beforeIn<StoredCalendar>(was) };
  });
}

/** What a project and its iteration said of who works when before an instant, the project first. */
export async function readPatternLevelsThen(
  db: Db,
  owner: PatternsOwner,
  asOf: number,
): Promise<readonly (StoredPatterns & Pick<PatternsOwner, 'iterationId'>)[]> {
  const later = await changesSince(db, owner, 'work_patterns.changed', asOf);
  return (await readPatternLevels(db, owner)).map((level) => {
    const was = later.find((each) => isOf(each, { ...level, projectId: owner.projectId }));
    return was === undefined ? level : { ...level, ...beforeIn<StoredPatterns>(was) };
  });
}

/** What came at an instant or later; the first change of a level tells what it had said until then. */
async function changesSince(
  db: Db,
  { orgId, projectId, iterationId }: CalendarOwner,
  kind: ChangeRow['kind'],
  asOf: number,
): Promise<readonly ChangeRow[]> {
  const all = await changesOf(db, { orgId, projectId: projectId ?? 0, iterationId: iterationId ?? 0 });
  const own = all.filter((each) => each.kind === kind);
  return own.slice(before(own, asOf).length);
}

type Level = Pick<CalendarOwner, 'projectId' | 'iterationId'>;

function isOf(change: Level, level: Level): boolean {
  return change.projectId === level.projectId && change.iterationId === level.iterationId;
}

function beforeIn<S>({ data }: ChangeRow): Partial<S> {
  const { before: was = {} }: { before?: Partial<S> } = JSON.parse(data);
  return was;
}

interface PastRow {
  readonly personId: number;
  readonly spans: string;
  readonly version: number;
  /** Until when it was so. */
  readonly at: number;
}

const pastOf = prepared<{ orgId: number; ids: string }, PastRow>((db, value) =>
  db
    .selectFrom('time_off_past')
    .select(['person_id as personId', 'spans', 'version', 'ended_at as at'])
    .where('org_id', '=', value('orgId'))
    .where('person_id', 'in', numbersOf(db, value('ids')))
    .orderBy('person_id')
    .orderBy('version'),
);

/** When these people were to be away, as it was known before an instant. */
export async function readTimeOffThen(
  db: Db,
  orgId: number,
  personIds: readonly number[],
  asOf: number,
): Promise<readonly StoredTimeOff[]> {
  const past = await pastOf(db, { orgId, ids: JSON.stringify(personIds) });
  return (await readTimeOff(db, orgId, personIds)).map((known) => {
    const own = past.filter(({ personId }) => personId === known.personId);
    const was = own[before(own, asOf).length];
    return was === undefined ? known : { ...known, timeOff: JSON.parse(was.spans), version: was.version };
  });
}

const keepTimeOff = prepared<{ orgId: number; personId: number; version: number; spans: string; at: number }, never>(
  (db, value) =>
    db.insertInto('time_off_past').values({
      org_id: value('orgId'),
      person_id: value('personId'),
      version: value('version'),
      spans: value('spans'),
      ended_at: value('at'),
    }),
);

/** Keeps when a person was to be away until an instant, in epoch milliseconds, at which something else was said. */
export async function keepPastTimeOff(db: Db, orgId: number, was: StoredTimeOff, at: number): Promise<void> {
  const { personId, version, timeOff } = was;
  await keepTimeOff(db, { orgId, personId, version, spans: JSON.stringify(timeOff), at });
}
