import { type Actor, canSee } from '../domain/access.ts';
import { folded } from '../domain/text.ts';
import { listBoardNames } from '../store/board-names.ts';
import type { Db } from '../store/engine.ts';
import { findItemNames } from '../store/item-names.ts';
import { findIterationNames, type IterationName, listIterationNames } from '../store/iteration-names.ts';
import { listProjects } from '../store/projects.ts';
import { zoneOfOrganization } from '../store/zones.ts';
import { listColleagues } from './directory.ts';

/** What can be looked up; the last two are the iterations of a board that is named. */
export type NamedKind =
  | 'project'
  | 'person'
  | 'board'
  | 'item'
  | 'iteration'
  | 'iteration of board'
  | 'active iteration of board';

/** A name as somebody wrote it: a number, a key, a login or a title, in any letter case. */
export interface WrittenName {
  readonly kind: NamedKind;
  readonly text: string;
}

/** What names came to, and the zone in which the days of the organization are counted. */
export interface LookedUp {
  /** For each kind, the text as written → numbers. What is not in it names nothing; several may have one title. */
  readonly found: Readonly<Record<NamedKind, ReadonlyMap<string, readonly number[]>>>;
  readonly zone: string;
}

/**
 * What the names stand for among all that the actor can see, all in one go. A number goes before a key or a login, and
 * these before a title; an item is also found by a key that it had.
 */
export async function lookUp(
  db: Db,
  actor: Actor,
  { names }: { readonly names: readonly WrittenName[] },
): Promise<LookedUp> {
  const written = (kind: NamedKind) => names.filter((each) => each.kind === kind).map(({ text }) => text);
  const boards = await matches([...written('iteration of board'), ...written('active iteration of board')], () =>
    namesOfBoards(db, actor),
  );
  const iterationsOn = async (kind: 'iteration of board' | 'active iteration of board') => {
    const texts = written(kind);
    if (texts.length === 0) return new Map<string, readonly number[]>();
    const iterations = await visibleIterations(db, actor);
    const counted = kind === 'iteration of board' ? iterations : iterations.filter((each) => each.isActive);
    return withoutUnknown(texts, (text) => {
      const on = boards.get(text);
      return on && counted.filter(({ boardId }) => on.includes(boardId)).map(({ id }) => id);
    });
  };
  return {
    found: {
      project: await matches(written('project'), async () =>
        (await listProjects(db, actor.orgId))
          .filter(({ id }) => canSee(actor, id))
          .map(({ id, key, title }) => ({ id, name: key, title })),
      ),
      person: await matches(written('person'), async () =>
        (await listColleagues(db, actor)).map(({ id, login, name }) => ({ id, name: login, title: name })),
      ),
      board: await matches(written('board'), () => namesOfBoards(db, actor)),
      item: await findItems(db, actor, written('item')),
      iteration: await findIterations(db, actor, written('iteration')),
      'iteration of board': await iterationsOn('iteration of board'),
      'active iteration of board': await iterationsOn('active iteration of board'),
    },
    zone: await zoneOfOrganization(db, actor.orgId),
  };
}

interface Named {
  readonly id: number;
  /** Names this one alone. */
  readonly name?: string;
  /** Several may have the same. */
  readonly title?: string;
}

/** Which of the things the texts mean; they are listed only if there is a text. */
async function matches(
  texts: readonly string[],
  list: () => Promise<readonly Named[]>,
): Promise<ReadonlyMap<string, readonly number[]>> {
  if (texts.length === 0) return new Map();
  const byNumber = new Map<string, readonly number[]>();
  const byName = new Map<string, readonly number[]>();
  const byTitle = new Map<string, readonly number[]>();
  for (const { id, name, title } of await list()) {
    byNumber.set(String(id), [id]);
    if (name !== undefined) byName.set(sought(name), [id]);
    if (title !== undefined) byTitle.set(sought(title), [...(byTitle.get(sought(title)) ?? []), id]);
  }
  return withoutUnknown(texts, (text) => {
    const name = sought(text);
    return byNumber.get(name) ?? byName.get(name) ?? byTitle.get(name);
  });
}

function withoutUnknown(
  texts: readonly string[],
  find: (text: string) => readonly number[] | undefined,
): ReadonlyMap<string, readonly number[]> {
  return new Map(
    texts.flatMap((text) => {
      const ids = find(text);
      return ids === undefined ? [] : [[text, ids] as const];
    }),
  );
}

function sought(name: string): string {
  return folded(name.trim());
}

async function namesOfBoards(db: Db, actor: Actor): Promise<readonly Named[]> {
  return (await listBoardNames(db, actor.orgId))
    .filter(({ projectId }) => canSee(actor, projectId))
    .map(({ id, title }) => ({ id, title }));
}

/** Most names are numbers, for which the titles of all iterations need not be read. */
async function findIterations(
  db: Db,
  actor: Actor,
  texts: readonly string[],
): Promise<ReadonlyMap<string, readonly number[]>> {
  const ids = texts.flatMap((text) => numberIn(text) ?? []);
  const byId = ids.length === 0 ? [] : await findIterationNames(db, actor.orgId, ids);
  const numbered = await matches(texts, async () =>
    byId.filter(({ projectId }) => canSee(actor, projectId)).map(({ id }) => ({ id })),
  );
  const rest = texts.filter((text) => !numbered.has(text));
  const titled = await matches(rest, async () =>
    (await visibleIterations(db, actor)).map(({ id, title }) => ({ id, title })),
  );
  return new Map([...numbered, ...titled]);
}

async function visibleIterations(db: Db, actor: Actor): Promise<readonly IterationName[]> {
  return (await listIterationNames(db, actor.orgId)).filter((each) => canSee(actor, each.projectId));
}

async function findItems(
  db: Db,
  actor: Actor,
  texts: readonly string[],
): Promise<ReadonlyMap<string, readonly number[]>> {
  if (texts.length === 0) return new Map();
  const nameOf = (text: string) => text.trim().toUpperCase();
  const ids = texts.flatMap((text) => numberIn(text) ?? []);
  const rows = await findItemNames(db, actor.orgId, [...new Set(texts.map(nameOf))], ids);
  const visible = rows.filter(({ projectId }) => canSee(actor, projectId));
  const byName = new Map(visible.map(({ name, id }) => [name, [id]] as const));
  return withoutUnknown(texts, (text) => byName.get(nameOf(text)));
}

function numberIn(text: string): number | undefined {
  return /^\s*[1-9]\d{0,14}\s*$/.test(text) ? Number(text) : undefined;
}
