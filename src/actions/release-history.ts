import { type Actor, canSee } from '../domain/access.ts';
import type { IterationRef } from '../domain/iteration.ts';
import { notFound, Refusal } from '../domain/refusal.ts';
import { historyInstants, type ReleaseMoment, releaseHistory } from '../domain/release-history.ts';
import type { TreeNode } from '../domain/release-tree.ts';
import type { Db } from '../store/engine.ts';
import { getIteration } from '../store/iterations.ts';
import { readReleaseParts, sumFactsBetween } from '../store/release-parts.ts';
import { readTree } from '../store/trees.ts';
import { requireKnown } from './require-iteration.ts';

/**
 * How the scope of a release, and what was done of it, came to be: at the first start of its iterations, and at every close.
 * @throws Refusal not_found, invalid (it is an iteration)
 */
export async function getReleaseHistory(
  db: Db,
  actor: Actor,
  find: { readonly release: IterationRef },
): Promise<readonly ReleaseMoment[]> {
  const { orgId } = actor;
  const release = await getIteration(db, orgId, find.release);
  requireKnown(release, { policy: { findsRemoved: false, findsGroups: true } });
  if (!canSee(actor, release.projectId)) throw notFound('iteration');
  if (release.kind === 'iteration') {
    const message = 'Only releases have iterations whose history could be told';
    throw new Refusal('invalid', message, { faults: [{ field: 'id', rule: 'rule', message }] });
  }
  const parts = await readReleaseParts(db, orgId, below(await readTree(db, orgId, release.projectId), release.id));
  const facts = await sumFactsBetween(db, {
    orgId,
    ids: parts.map(({ id }) => id),
    instants: historyInstants(parts).map(({ at }) => at),
  });
  return releaseHistory(parts, facts);
}

/** The numbers of all that stands below a node. */
function below(nodes: readonly TreeNode[], id: number): readonly number[] {
  return nodes.filter(({ parentId }) => parentId === id).flatMap((node) => [node.id, ...below(nodes, node.id)]);
}
