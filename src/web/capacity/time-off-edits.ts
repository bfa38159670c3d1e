import type { TimeOff } from '../../client/capacity.ts';

type Absence = TimeOff['timeOff'][number];

/** What was added and taken away between two lists, done to a third that somebody else may have changed. */
export function applyEdits(
  before: readonly Absence[],
  wanted: readonly Absence[],
  now: readonly Absence[],
): readonly Absence[] {
  const added = wanted.filter((each) => !has(before, each) && !has(now, each));
  return [...now.filter((each) => has(wanted, each) || !has(before, each)), ...added];
}

function has(list: readonly Absence[], { from, to, share }: Absence): boolean {
  return list.some((each) => each.from === from && each.to === to && each.share === share);
}
