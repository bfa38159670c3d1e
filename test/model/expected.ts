/** An item as the model knows it. */
export interface ModelItem {
  readonly id: number;
  category: 'queued' | 'in_progress' | 'done' | 'cancelled';
  estimate: number | null;
  /** What it was finished with. */
  doneEstimate: number | null;
  condition: 'live' | 'archived' | 'deleted';
}

/** Points and items. */
export interface Sum {
  points: number;
  items: number;
}

/** What an iteration holds by now. */
export interface Holding {
  readonly scope: Sum;
  readonly done: Sum;
  readonly remaining: Sum;
  readonly unestimated: number;
}

/** An iteration as the model knows it. */
export interface ModelIteration {
  readonly id: number;
  readonly defaultEstimate: number | null;
  status: 'planned' | 'active' | 'closed' | 'archived' | 'removed';
  /** By item when it came in, as a count of what happened. */
  readonly members: Map<number, number>;
  closedAt: number;
  /** Members that were finished in it: since its start, since they came in, and in no other one that they had gone to since its close. */
  readonly finishedHere: Set<number>;
  /** When its commitment is measured; null until it is started. */
  frozenAt: number | null;
  /** What was open at the freeze; null while that has not come. */
  commitment: Sum | null;
  /** What it held when it was closed; null while it is open. */
  atClose: (Holding & { readonly velocity: Sum; readonly commitment: Sum }) | null;
}

/** The world as it should be. */
export interface Model {
  readonly items: Map<number, ModelItem>;
  readonly iterations: Map<number, ModelIteration>;
  count: number;
}

export function worthOf(item: ModelItem, { defaultEstimate }: ModelIteration): number {
  return (item.category === 'done' ? item.doneEstimate : item.estimate) ?? defaultEstimate ?? 0;
}

/** What an iteration holds, counted member by member. */
export function holdingOf({ items }: Model, iteration: ModelIteration): Holding {
  const [scope, done] = [sum(), sum()];
  let unestimated = 0;
  for (const id of iteration.members.keys()) {
    const item = items.get(id);
    if (item === undefined || item.category === 'cancelled') continue;
    const worth = worthOf(item, iteration);
    add(scope, worth);
    if (item.category === 'done') add(done, worth);
    if ((item.category === 'done' ? item.doneEstimate : item.estimate) === null) unestimated += 1;
  }
  const remaining = { points: scope.points - done.points, items: scope.items - done.items };
  return { scope, done, remaining, unestimated };
}

/** What of an iteration counts as its own. */
export function velocityOf(model: Model, iteration: ModelIteration): Sum {
  const velocity = sum();
  for (const id of iteration.finishedHere) {
    const item = model.items.get(id);
    if (item !== undefined) add(velocity, worthOf(item, iteration));
  }
  return velocity;
}

/** Measures every commitment whose time has come. */
export function freeze(model: Model, now: number): void {
  for (const iteration of model.iterations.values()) {
    if (iteration.frozenAt === null || iteration.commitment !== null || now < iteration.frozenAt) continue;
    iteration.commitment = { ...(iteration.atClose ?? holdingOf(model, iteration)).remaining };
  }
}

export function start(model: Model, iteration: ModelIteration, now: number, graceMinutes: number): void {
  iteration.status = 'active';
  iteration.frozenAt = now + graceMinutes * 60_000;
  freeze(model, now);
}

export function close(model: Model, iteration: ModelIteration): void {
  iteration.status = 'closed';
  model.count += 1;
  iteration.closedAt = model.count;
  const holding = holdingOf(model, iteration);
  const commitment = { ...(iteration.commitment ?? holding.remaining) };
  iteration.atClose = { ...holding, velocity: velocityOf(model, iteration), commitment };
}

export function reopen(model: Model, iteration: ModelIteration, now: number): void {
  freeze(model, now);
  iteration.status = 'active';
  iteration.atClose = null;
}

/** An item in a new state, and what that means for whom it is credited to. */
export function turn(model: Model, item: ModelItem, category: ModelItem['category']): void {
  const wasDone = item.category === 'done';
  item.category = category;
  if (category === 'done' && !wasDone) {
    item.doneEstimate = item.estimate;
    const holders = [...model.iterations.values()].filter(({ members }) => members.has(item.id));
    for (const iteration of holders) {
      const hasGone = holders.some(({ members }) => (members.get(item.id) ?? 0) > iteration.closedAt);
      if (iteration.status === 'active' || (iteration.status !== 'planned' && !hasGone))
        iteration.finishedHere.add(item.id);
    }
  }
  if (category !== 'done' && wasDone) {
    item.doneEstimate = null;
    for (const { finishedHere } of model.iterations.values()) finishedHere.delete(item.id);
  }
}

export function enter(model: Model, iteration: ModelIteration, id: number): void {
  model.count += 1;
  iteration.members.set(id, model.count);
  iteration.finishedHere.delete(id);
}

export function leave(iteration: ModelIteration, id: number): void {
  iteration.members.delete(id);
  iteration.finishedHere.delete(id);
}

export function isOpen({ status }: ModelIteration): boolean {
  return status === 'planned' || status === 'active';
}

function sum(): Sum {
  return { points: 0, items: 0 };
}

function add(to: Sum, points: number): void {
  to.points += points;
  to.items += 1;
}
