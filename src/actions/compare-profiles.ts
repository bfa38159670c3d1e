import { type Actor, canSee } from '../domain/access.ts';
import {
  compareProfiles as compare,
  type DifferencePart,
  type ProfileDifference,
  reasonsOf,
} from '../domain/compare-profiles.ts';
import { addDays, startOfDayIn } from '../domain/days.ts';
import type { ItemFact } from '../domain/item-facts.ts';
import type { IterationRef, IterationView } from '../domain/iteration.ts';
import { asItWas, knownAt } from '../domain/iteration-life.ts';
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
import { readLives } from '../store/iteration-life.ts';
import { readIterationRules } from '../store/iteration-rules.ts';
import { listStatements } from '../store/statements.ts';
import { creditedAway } from './credited-away.ts';
import { findReportable } from './report-figures.ts';

/** By which profiles an iteration is to be counted, now or before an instant; each of the others is compared with the first. */
export interface CompareProfiles {
  readonly iteration: IterationRef;
  readonly profiles: readonly ProfileName[];
  /** Epoch milliseconds. */
  readonly asOf?: number;
  /** Of all parts of all differences, one after the other, so many behind so many. */
  readonly skip: number;
  readonly limit: number;
}

/** A part of a difference, with the item that it is of, and the facts because of which it is. */
export interface NamedDifferencePart extends Pick<DifferencePart, 'rule' | 'change'> {
  readonly facts: readonly ItemFact[];
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
 * by which events; all facts of the iteration are gone through. Of a closed one it counts what was so at the close. As of an
 * instant, who was closed and what was stated is that of then.
 * @throws Refusal not_found
 */
export async function compareProfiles(db: Db, actor: Actor, find: CompareProfiles): Promise<ComparedProfiles> {
  const { orgId } = actor;
  const iteration = await findReportable(db, actor, find.iteration, find.asOf);
  const items = await itemsLived(db, iteration, find.asOf === undefined ? {} : { asOf: find.asOf });
  const [first, ...others] = find.profiles;
  const differences = others.flatMap((to) =>
    first === undefined
      ? []
      : compare(items, metricProfiles[first], metricProfiles[to]).map((each) => ({ from: first, to, ...each })),
  );
  const pages = pagesOf(differences, find);
  const named = new Set(pages.flatMap((parts) => parts.map(({ item }) => item.itemId)));
  const heads = await findItemHeads(db, orgId, [...named]);
  const known = new Map(heads.filter(({ projectId }) => canSee(actor, projectId)).map((item) => [item.id, item]));
  return {
    iteration,
    profiles: find.profiles.map((name) => ({ name, ...profileFigures(items, metricProfiles[name]) })),
    differences: differences.map((each, index) => ({
      ...each,
      parts: (pages[index] ?? []).map((part) => ({
        rule: part.rule,
        change: part.change,
        item: known.get(part.item.itemId) ?? null,
        facts: reasonsOf(part),
      })),
      partCount: each.parts.length,
    })),
    isLast: differences.reduce((all, { parts }) => all + parts.length, 0) <= find.skip + find.limit,
  };
}

async function itemsLived(db: Db, iteration: IterationView, when: { readonly asOf?: number }) {
  const { orgId, id } = iteration;
  const { asOf = Number.POSITIVE_INFINITY } = when;
  const [lives, allFacts, rules, allStatements] = await Promise.all([
    readLives(db, orgId, [id], asOf),
    readItemFacts(db, orgId, id),
    readIterationRules(db, orgId, id),
    listStatements(db, orgId, id),
  ]);
  const { turns = [], since = [] } = lives.get(id) ?? {};
  const { status, facts } = knownAt({ turns, facts: allFacts }, rules, asOf);
  const isClosed = status === 'closed';
  const statements = allStatements.filter(({ issuedAt }) => issuedAt < asOf);
  const stated = isClosed ? statements.at(-1)?.definition.planned.end : undefined;
  const planned = asItWas({ end: iteration.end }, since).end?.day ?? null;
  const end = stated === undefined ? planned : stated;
  return livedItems({
    creditedElsewhere: await creditedAway(db, { orgId, iterationId: id, ...when, isClosed, turns, facts, statements }),
    facts,
    startSeq: turns.find(({ steps }) => steps.includes('start'))?.seq ?? null,
    over: end === null ? null : startOfDayIn(rules.zone, addDays(end, 1)),
  });
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
