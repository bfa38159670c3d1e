import { type Actor, canSee } from '../domain/access.ts';
import type { IterationRef } from '../domain/iteration.ts';
import { notFound, Refusal } from '../domain/refusal.ts';
import { historyInstants, type ReleaseMoment, releaseHistory } from '../domain/release-history.ts';
import { idsBelow } from '../domain/release-tree.ts';
import type { Db } from '../store/engine.ts';
import { getIteration } from '../store/iterations.ts';
import { readReleaseParts, readReleasePartsAsOf, sumFactsBetween } from '../store/release-parts.ts';
import { readTree } from '../store/trees.ts';
import { requireKnown } from './require-iteration.ts';

/**
 * How the scope of a release, and what was done of it, came to be: at the first start of its iterations, and at every close.
 * `asOf` an instant, in epoch milliseconds: as it was known before.
 * @throws Refusal not_found, invalid (it is an iteration)
 */
export async function getReleaseHistory(
  db: Db,
  actor: Actor,
  find: { readonly release: IterationRef; readonly asOf?: number },
): Promise<readonly ReleaseMoment[]> {
  const { orgId } = actor;
  const release = await getIteration(db, orgId, find.release);
  requireKnown(release, { policy: { findsRemoved: false, findsGroups: true } });
  const isMade = release.createdAt < (find.asOf ?? Number.POSITIVE_INFINITY);
  if (!isMade || !canSee(actor, release.projectId)) throw notFound('iteration');
  if (release.kind === 'iteration') {
    const message = 'Only releases have iterations whose history could be told';
    throw new Refusal('invalid', message, { faults: [{ field: 'id', rule: 'rule', message }] });
  }
  const { id: releaseId, projectId } = release;
  const parts =
    find.asOf === undefined
      ? await readReleaseParts(db, orgId, idsBelow(await readTree(db, orgId, projectId), releaseId))
      : await readReleasePartsAsOf(db, { orgId, projectId, releaseId, asOf: find.asOf });
  const facts = await sumFactsBetween(db, {
    orgId,
    ids: parts.map(({ id }) => id),
    instants: historyInstants(parts).map(({ at }) => at),
  });
  return releaseHistory(parts, facts);
}
