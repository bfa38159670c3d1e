import { type Actor, canSee } from '../domain/access.ts';
import { compareProfiles as compare, type DifferencePart, type ProfileDifference } from '../domain/compare-profiles.ts';
import { addDays, startOfDayIn } from '../domain/days.ts';
import type { IterationRef, IterationView } from '../domain/iteration.ts';
import { knownAt } from '../domain/iteration-life.ts';
import {
  livedItems,
  metricProfiles,
  type ProfileFigures,
  type ProfileName,
  profileFigures,
} from '../domain/metric-profiles.ts';
import type { Db } from '../store/engine.ts';
import { readItemFacts } from '../store/item-facts.ts';
import { findItemHeads, type ItemHead } from '../store/item-names.ts';
import { readTurns } from '../store/iteration-life.ts';
import { readIterationRules } from '../store/iteration-rules.ts';
import { listStatements } from '../store/statements.ts';
import { creditedAway } from './credited-away.ts';
import { findReportable } from './report-figures.ts';

/** By which profiles an iteration is to be counted; each of the others is compared with the first. */
export interface CompareProfiles {
  readonly iteration: IterationRef;
  readonly profiles: readonly ProfileName[];
  /** Of all parts of all differences, one after the other, so many behind so many. */
  readonly skip: number;
  readonly limit: number;
}

/** A part of a difference, with the item that it is of. */
export interface NamedDifferencePart extends DifferencePart {
  /** Null for an item of a project that the caller cannot see. */
  readonly item: ItemHead | null;
}

/** What an iteration comes to by several profiles. */
export interface ComparedProfiles {
  readonly iteration: IterationView;
  readonly profiles: readonly (ProfileFigures & { readonly name: ProfileName })[];
  readonly differences: readonly (Omit<ProfileDifference, 'parts'> & {
    readonly from: ProfileName;
    readonly to: ProfileName;
    /** Those on the page. */
    readonly parts: readonly NamedDifferencePart[];
    /** How many there are in all. */
    readonly partCount: number;
  })[];
  readonly isLast: boolean;
}

/**
 * Counts an iteration by the rules of several tools, and tells of every difference which rule makes it, of which item and
 * by which events; all facts of the iteration are gone through. Of a closed one it counts what was so at the close.
 * @throws Refusal not_found
 */
export async function compareProfiles(db: Db, actor: Actor, find: CompareProfiles): Promise<ComparedProfiles> {
  const { orgId } = actor;
  const iteration = await findReportable(db, actor, find.iteration);
  const [turns, facts, rules, statements] = await Promise.all([
    readTurns(db, orgId, iteration.id),
    readItemFacts(db, orgId, iteration.id),
    readIterationRules(db, orgId, iteration.id),
    listStatements(db, orgId, iteration.id),
  ]);
  const stated = iteration.finishedAt === null ? undefined : statements.at(-1)?.definition.planned;
  const end = stated === undefined ? (iteration.end?.day ?? null) : stated.end;
  const creditedElsewhere = await creditedAway(db, iteration, { turns, facts, statements });
  const items = livedItems({
    creditedElsewhere,
    facts: knownAt({ turns, facts }, rules).facts,
    startSeq: turns.find(({ steps }) => steps.includes('start'))?.seq ?? null,
    over: end === null ? null : startOfDayIn(rules.zone, addDays(end, 1)),
  });
  const [first, ...others] = find.profiles;
  const differences = others.flatMap((to) =>
    first === undefined
      ? []
      : compare(items, metricProfiles[first], metricProfiles[to]).map((each) => ({ from: first, to, ...each })),
  );
  const pages = pagesOf(differences, find);
  const named = new Set(pages.flatMap((parts) => parts.map(({ itemId }) => itemId)));
  const heads = await findItemHeads(db, orgId, [...named]);
  const known = new Map(heads.filter(({ projectId }) => canSee(actor, projectId)).map((item) => [item.id, item]));
  return {
    iteration,
    profiles: find.profiles.map((name) => ({ name, ...profileFigures(items, metricProfiles[name]) })),
    differences: differences.map((each, index) => ({
      ...each,
      parts: (pages[index] ?? []).map((part) => ({ ...part, item: known.get(part.itemId) ?? null })),
      partCount: each.parts.length,
    })),
    isLast: differences.reduce((all, { parts }) => all + parts.length, 0) <= find.skip + find.limit,
  };
}

/** Which parts of each difference are on a page of all of them. */
function pagesOf(
  differences: readonly ProfileDifference[],
  { skip, limit }: Pick<CompareProfiles, 'skip' | 'limit'>,
): readonly (readonly DifferencePart[])[] {
  let before = 0;
  return differences.map(({ parts }) => {
    const from = Math.max(0, skip - before);
    const page = parts.slice(from, Math.max(0, skip + limit - before));
    before += parts.length;
    return page;
  });
}
