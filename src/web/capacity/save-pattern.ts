import type { WorkPatterns } from '../../client/capacity.ts';
import { type Member, problemOf } from '../../client/native.ts';
import { capacities } from '../native.ts';

/** How much one person works. */
export type Pattern = WorkPatterns['patterns'][number];

/** Where it is said: in a project, or in one of its iterations. */
export interface Level {
  readonly of: 'projects' | 'iterations';
  readonly id: number;
}

interface Wish {
  readonly personId: number;
  /** Null: nothing is to be said of them there. */
  readonly wanted: Pattern | null;
  /** What stood there when it was decided, null for nothing; undefined where that was not shown. */
  readonly seen: Pattern | null | undefined;
}

/**
 * Says how much one person works, and leaves all others as they are. It is not saved where somebody else has meanwhile said
 * something else of the same person.
 */
export async function savePattern(level: Level, wish: Wish, attempts = 3): Promise<{ readonly isSaved: boolean }> {
  const { personId, wanted, seen } = wish;
  const { patterns, version } = await capacities.getPatterns(level.of, level.id);
  const now = patterns.find((each) => each.personId === personId) ?? null;
  if (seen !== undefined && JSON.stringify(now) !== JSON.stringify(seen)) return { isSaved: false };
  const others = patterns.filter((each) => each.personId !== personId);
  try {
    await capacities.setPatterns(level.of, level.id, version, {
      patterns: wanted === null ? others : [...others, wanted],
    });
    return { isSaved: true };
  } catch (error) {
    if (problemOf(error)?.status !== 412 || attempts === 1) throw error;
    return savePattern(level, wish, attempts - 1);
  }
}

/** Plans everybody who may plan in a project full time, whenever the team works. */
export async function planEverybody(projectId: number, members: readonly Member[]): Promise<WorkPatterns> {
  const { version } = await capacities.getPatterns('projects', projectId);
  const people = members.filter(({ isActive, role }) => isActive && role !== 'viewer');
  return capacities.setPatterns('projects', projectId, version, {
    patterns: people.map(({ id }) => ({ personId: id })),
  });
}
