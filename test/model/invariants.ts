import { expect } from 'vitest';
import { checkStatements } from '../../src/actions/check-statements.ts';
import { findBookFaults } from '../../src/store/check-books.ts';
import { holdingOf, type ModelIteration } from './expected.ts';
import { get, type World } from './world.ts';

/** What was seen of a world on the way. */
export interface Seen {
  readonly versions: Map<number, number>;
  readonly statements: Map<number, readonly any[]>;
  readonly figures: { readonly id: number; readonly at: number; readonly figures: any }[];
  /** One read of figures after each deed, each kind of them in its turn. */
  readonly answers: { readonly id: number; readonly at: number; readonly path: string; readonly answer: unknown }[];
}

export function unseen(): Seen {
  return { versions: new Map(), statements: new Map(), figures: [], answers: [] };
}

/** Looks at every iteration, after each deed. */
export async function lookAround(world: World, seen: Seen): Promise<void> {
  for (const iteration of world.model.iterations.values()) {
    if (iteration.status === 'removed') continue;
    const { id } = iteration;
    const figures = await get(world, `/iterations/${id}/figures`);
    requireIdentity(figures);
    expect([id, figures.status]).toEqual([id, iteration.status]);
    const before = seen.versions.get(id);
    if (before !== undefined) expect([id, figures.version - before]).toEqual([id, expect.toBeOneOf([0, 1])]);
    seen.versions.set(id, figures.version);
    if (iteration.atClose === null) requireHolding(world, iteration, figures);
    await requireExplained(world, iteration, figures);
    await requireStatements(world, iteration, figures, seen);
    seen.figures.push({ id, at: world.clock, figures });
  }
  const id = [...seen.versions.keys()][seen.answers.length % seen.versions.size] ?? 0;
  const reads = readsOf(world, id).filter((path) => path.startsWith('/projects/') || isThere(world, id));
  const path = reads[seen.answers.length % reads.length] ?? '';
  seen.answers.push({ id, at: world.clock, path, answer: kept(await get(world, path)) });
}

/** Every kind of read that tells figures, of a project and of one of its iterations. */
function readsOf({ projectId }: World, id: number): readonly string[] {
  return [
    `/projects/${projectId}/iterations`,
    `/projects/${projectId}/velocity`,
    `/projects/${projectId}/evidence`,
    `/iterations/${id}`,
    `/iterations/${id}/burndown`,
    `/iterations/${id}/explain?limit=200`,
    `/iterations/${id}/profiles?profiles=native,jira,taiga,plane&limit=200`,
    `/iterations/${id}/flow`,
    `/projects/${projectId}/flow`,
    `/iterations/${id}/capacity`,
    `/iterations/${id}/goal-odds`,
    `/projects/${projectId}/outlook`,
    `/projects/${projectId}/scorecard`,
    `/projects/${projectId}/forecasts`,
  ];
}

function isThere({ model }: World, id: number): boolean {
  return model.iterations.get(id)?.status !== 'removed';
}

/** An answer without what tells of the answer and not of what was asked for, and without what is always of now. */
function kept(answer: unknown): unknown {
  const beside = new Set(['asOf', 'version', 'updatedAt', 'updatedBy', 'sequence', 'item', 'ageHours']);
  return JSON.parse(JSON.stringify(answer, (key, value: unknown) => (beside.has(key) ? undefined : value)));
}

/** Looks back, when all is over. */
export async function lookBack(world: World, seen: Seen): Promise<void> {
  const { test } = world;
  expect(await findBookFaults(test.app.read, 1)).toEqual([]);
  expect(await checkStatements(test.app.read)).toEqual([]);
  for (const [index, { id, at, figures }] of seen.figures.entries()) {
    // What came later in the same millisecond is known by then too.
    const isLast = !seen.figures.slice(index + 1).some((each) => each.id === id && each.at === at);
    if (!isLast || world.model.iterations.get(id)?.status === 'removed') continue;
    const then = await get(world, `/iterations/${id}/figures?asOf=${new Date(at + 1).toISOString()}`);
    const told = ({ commitment, columns, scope, done, remaining, unestimatedItems, closing }: any) => {
      return { commitment, columns, scope, done, remaining, unestimatedItems, closing };
    };
    expect([id, at, told(then)]).toEqual([id, at, told(figures)]);
  }
  for (const [index, { id, at, path, answer }] of seen.answers.entries()) {
    const isLast = seen.answers[index + 1]?.at !== at;
    if (!isLast || (path.startsWith('/iterations/') && !isThere(world, id))) continue;
    const then = await get(world, `${path}${path.includes('?') ? '&' : '?'}asOf=${new Date(at + 1).toISOString()}`);
    expect([path, at, kept(then)]).toEqual([path, at, answer]);
  }
}

/** What remains is the commitment and what changed since (metrics rule: the identity of burndowns). */
function requireIdentity({ commitment, columns, scope, done, remaining }: any): void {
  for (const measure of ['points', 'items']) {
    const of = (column: string) => columns[column][measure];
    const more = of('added') + of('restored') + of('raised') + of('reopened');
    const less = of('removed') + of('cancelled') + of('lowered') + of('completed');
    expect(remaining[measure]).toBeCloseTo(commitment[measure] + more - less, 4);
    expect(remaining[measure]).toBeCloseTo(scope[measure] - done[measure], 4);
    for (const figure of [commitment, scope, done, remaining]) expect(figure[measure]).toBeGreaterThanOrEqual(0);
  }
}

function requireHolding({ model }: World, iteration: ModelIteration, figures: any): void {
  const holding = holdingOf(model, iteration);
  const commitment = iteration.commitment ?? holding.remaining;
  expect({ id: iteration.id, ...pick(figures), unestimated: figures.unestimatedItems.now }).toEqual({
    id: iteration.id,
    ...pick({ ...holding, commitment }),
    unestimated: holding.unestimated,
  });
}

/** The terms of an explanation are the figures, and its events add up to them; a closed iteration's tell of the close. */
async function requireExplained(world: World, { id, atClose }: ModelIteration, figures: any): Promise<void> {
  const { terms, remaining, events, next } = await get(world, `/iterations/${id}/explain?limit=200`);
  const told = atClose === null ? figures : await figuresOfClose(world, id);
  expect([id, remaining]).toEqual([id, told.remaining]);
  for (const { term, amount } of terms) {
    expect([id, term, amount]).toEqual([id, term, term === 'commitment' ? told.commitment : told.columns[term]]);
    if (next !== null) continue;
    const own = events.filter((each: any) => each.term === term);
    for (const measure of ['points', 'items']) {
      const sum = own.reduce((all: number, each: any) => all + each.amount[measure], 0);
      expect(sum).toBeCloseTo(amount[measure], 4);
    }
  }
}

async function figuresOfClose(world: World, id: number): Promise<any> {
  const { statements } = await get(world, `/iterations/${id}/statements`);
  return statements.findLast(({ reason }: any) => reason === null).figures;
}

/** Statements stay as they were issued; each differs from the one before by its causes; and each accounts for its members. */
async function requireStatements(world: World, iteration: ModelIteration, figures: any, seen: Seen): Promise<void> {
  const { id, atClose } = iteration;
  const known = seen.statements.get(id) ?? [];
  const { statements } = await get(world, `/iterations/${id}/statements`);
  expect(statements.slice(0, known.length)).toEqual(known);
  seen.statements.set(id, statements);
  for (const [index, statement] of statements.entries()) {
    if (index < known.length) continue;
    const whole = await get(world, `/iterations/${id}/statements/${statement.number}`);
    expect(statement.number).toBe(index + 1);
    requireIdentity(statement.figures);
    requireConservation(statement.figures, whole.items);
    requireCauses(statements[index - 1], statement);
    if (statement.reason === null && index === statements.length - 1 && atClose !== null) {
      await requireProfile(world, id, statement.figures);
      expect([id, pick(statement.figures), statement.figures.closing.velocity]).toEqual([
        id,
        pick(atClose),
        rounded(atClose.velocity),
      ]);
    }
  }
  if (atClose === null) return;
  const { number, figures: latest } = statements.at(-1);
  expect([id, figures.statement.number, pick(figures)]).toEqual([id, number, pick(latest)]);
}

/** By its own profile an iteration comes to what its close has stated. */
async function requireProfile(world: World, id: number, { commitment, scope, remaining, closing }: any): Promise<void> {
  const { profiles } = await get(world, `/iterations/${id}/profiles?profiles=native`);
  const { figures } = profiles[0];
  const stated = { commitment, scope, incomplete: remaining, completed: closing.velocity, kept: closing.kept };
  expect([id, figures]).toMatchObject([id, stated]);
}

/** Members at the close are done, cancelled, carried, returned or kept, and nothing else. */
function requireConservation({ closing, scope, done, unestimatedItems }: any, items: readonly any[]): void {
  const parts = ['velocity', 'doneOnArrival', 'carriedToIterations', 'returnedToBacklog', 'stayed', 'cancelled'];
  const sum = (measure: string) => parts.reduce((all, part) => all + closing[part][measure], 0);
  expect(sum('items')).toBe(closing.members);
  expect(sum('points') - closing.cancelled.points).toBeCloseTo(scope.points, 4);
  expect(closing.velocity.points + closing.doneOnArrival.points).toBeCloseTo(done.points, 4);
  const gone = items.filter(({ outcome }) => outcome === 'deleted').length;
  expect(items.length - gone).toBe(closing.members);
  const lacking = items.filter(({ isUnestimated, outcome }) => isUnestimated && outcome !== 'deleted').length;
  expect(unestimatedItems.now).toBe(lacking);
  for (const share of [closing.sayDo.points, closing.sayDo.items]) expect(share ?? 0).toBeLessThanOrEqual(1);
}

function requireCauses(before: any, { figures, causes }: any): void {
  if (before === undefined) return expect(causes).toEqual([]);
  const of = (which: any, figure: string) => (figure === 'velocity' ? which.closing.velocity : which[figure]);
  for (const figure of ['scope', 'done', 'remaining', 'velocity']) {
    for (const measure of ['points', 'items']) {
      const sum = causes.reduce((all: number, { change }: any) => all + change[figure][measure], 0);
      const change = of(figures, figure)[measure] - of(before.figures, figure)[measure];
      expect(sum).toBeCloseTo(change, 4);
    }
  }
}

function pick({ commitment, scope, done, remaining }: any) {
  return { commitment: rounded(commitment), scope: rounded(scope), done: rounded(done), remaining: rounded(remaining) };
}

function rounded({ points, items }: { points: number; items: number }) {
  return { points: Math.round(points * 1e6) / 1e6, items };
}
