import { type Actor, canSee } from '../domain/access.ts';
import { dayIn } from '../domain/days.ts';
import { type Evidence, evidenceOf, type StatedIteration } from '../domain/evidence.ts';
import { notFound } from '../domain/refusal.ts';
import { listClosedIterations } from '../store/closed-iterations.ts';
import type { Db } from '../store/engine.ts';
import { readIterationsAsOf } from '../store/iterations-as-of.ts';
import { findProject } from '../store/projects.ts';
import { listStatements, readStatedItems } from '../store/statements.ts';

/** Evidence of a project, and the iterations that it is from, in the order of their closing. */
export interface ProjectEvidence extends Evidence {
  readonly iterations: readonly number[];
}

/**
 * `asOf` an instant in epoch milliseconds: as it was known before.
 * What the last closed iterations of a project say about how value comes about, each by its latest statement; those without one,
 * or taken out of the sample, are left out.
 * @throws Refusal not_found
 */
export async function getEvidence(
  db: Db,
  actor: Actor,
  find: { readonly projectId: number; readonly last: number; readonly asOf?: number },
): Promise<ProjectEvidence> {
  const { orgId } = actor;
  const project = await findProject(db, orgId, { id: find.projectId });
  if (project === undefined || !canSee(actor, project.id)) throw notFound('project');
  const { last, asOf = Number.POSITIVE_INFINITY } = find;
  const of = { orgId, projectId: project.id };
  const closed =
    find.asOf === undefined
      ? await listClosedIterations(db, { ...of, after: 0, limit: last })
      : (await readIterationsAsOf(db, { ...of, asOf })).closed.slice(-last);
  const stated: (StatedIteration & { readonly id: number })[] = [];
  for (const { id, finishedAt, isExcluded } of closed) {
    const issued = isExcluded ? [] : (await listStatements(db, orgId, id)).filter(({ issuedAt }) => issuedAt < asOf);
    const number = issued.at(-1)?.number;
    if (number === undefined) continue;
    const items = await readStatedItems(db, { orgId, iterationId: id, number });
    stated.push({ id, closedDay: dayIn(project.zone, finishedAt), items });
  }
  return { iterations: stated.map(({ id }) => id), ...evidenceOf(stated) };
}
