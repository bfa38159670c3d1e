import type { Iteration } from '../../client/native.ts';

/** The iterations of one release; `release` is null for those that belong to none. */
export interface ReleaseGroup {
  readonly release: Iteration | null;
  readonly iterations: readonly Iteration[];
}

/**
 * Iterations by the release right above them, in the order of the tree: what belongs to no release comes last, releases
 * without iterations are left out.
 */
export function groupByRelease(found: readonly Iteration[], rootId: number): readonly ReleaseGroup[] {
  const children = (parentId: number) =>
    found.filter((each) => each.parentId === parentId).sort((a, b) => a.sequence - b.sequence);
  const groupsBelow = (parentId: number): readonly ReleaseGroup[] =>
    children(parentId)
      .filter((each) => each.kind === 'release')
      .flatMap((release) => [{ release, iterations: iterationsOf(release.id) }, ...groupsBelow(release.id)]);
  const iterationsOf = (parentId: number) => children(parentId).filter((each) => each.kind === 'iteration');
  return [...groupsBelow(rootId), { release: null, iterations: iterationsOf(rootId) }].filter(
    ({ iterations }) => iterations.length > 0,
  );
}
