import type { IterationView } from '../domain/iteration.ts';
import { type Db, prepared } from './engine.ts';
import { presentRevision } from './events.ts';
import { selectViews, type ViewsRow, viewsFromRows } from './iteration-views.ts';
import { numbersOf } from './numbers-of.ts';

/** Where all of some iterations are: in a project, or with null in an organization. */
export interface ViewsOf {
  readonly orgId: number;
  readonly projectId: number | null;
}

/** Views that hold while the project or organization is at this revision. */
interface KeptViews {
  readonly revision: number;
  readonly views: Map<number, IterationView>;
}

const kept = new WeakMap<Db, Map<string, KeptViews>>();

/** How many views are kept in all, about 1 KB each, and how many of them are read at once at most. */
const mostKept = 4000;
const mostAtOnce = 500;

/**
 * The views of iterations by their numbers, in that order, without those that are gone since. Most lists show what
 * another list has shown: so each view is kept with the revision that the same statement has read, and used for lists
 * found at just that revision. Only for reads of what is committed, as the revision of a change that is taken back
 * comes a second time.
 */
export async function iterationViews(
  db: Db,
  of: ViewsOf,
  revision: number,
  ids: readonly number[],
): Promise<readonly IterationView[]> {
  const known = viewsAt(db, of, revision);
  const missing = ids.filter((id) => !known.has(id));
  const read = missing.length === 0 ? known : await readViews(db, of, missing);
  return ids.flatMap((id) => known.get(id) ?? read.get(id) ?? []);
}

async function readViews(db: Db, of: ViewsOf, ids: readonly number[]): Promise<ReadonlyMap<number, IterationView>> {
  const args = { orgId: of.orgId, ids: JSON.stringify(ids) };
  const rows = of.projectId === null ? await ofAll(db, args) : await ofProject(db, { ...args, project: of.projectId });
  const views = viewsFromRows(rows);
  const [{ revision } = { revision: 0 }] = rows;
  if (views.length <= mostAtOnce) keep(db, viewsAt(db, of, revision), views);
  return new Map(views.map((view) => [view.id, view]));
}

/** The views that are kept for a revision; those of another are forgotten. */
function viewsAt(db: Db, { orgId, projectId }: ViewsOf, revision: number): Map<number, IterationView> {
  const all = kept.get(db) ?? new Map<string, KeptViews>();
  kept.set(db, all);
  const name = `${orgId} ${projectId}`;
  const known = all.get(name);
  const present = known?.revision === revision ? known : { revision, views: new Map<number, IterationView>() };
  // Whatever was used last is last, so that the first is the one to go.
  all.delete(name);
  all.set(name, present);
  return present.views;
}

function keep(db: Db, present: Map<number, IterationView>, views: readonly IterationView[]): void {
  for (const view of views) present.set(view.id, view);
  const all = kept.get(db) ?? new Map<string, KeptViews>();
  let count = [...all.values()].reduce((sum, each) => sum + each.views.size, 0);
  for (const [name, { views: oldest }] of all) {
    if (count <= mostKept) return;
    all.delete(name);
    count -= oldest.size;
  }
}

interface ReadArgs {
  readonly orgId: number;
  /** A JSON list. */
  readonly ids: string;
}

interface ReadRow extends ViewsRow {
  readonly revision: number;
}

const ofAll = prepared<ReadArgs, ReadRow>((db, value) =>
  viewsOf(db, value).select(presentRevision(value('orgId'), null).as('revision')),
);

const ofProject = prepared<ReadArgs & { readonly project: number }, ReadRow>((db, value) =>
  viewsOf(db, value).select(presentRevision(value('orgId'), value('project')).as('revision')),
);

function viewsOf(db: Db, value: <K extends keyof ReadArgs>(name: K) => ReadArgs[K]) {
  return selectViews(db)
    .where('i.org_id', '=', value('orgId'))
    .where('i.id', 'in', numbersOf(db, value('ids')));
}
