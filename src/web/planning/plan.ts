import type { ItemRow, Iteration, Move, Moved } from '../../client/native.ts';

/** A list of the planning board: the backlog, where `iteration` is null, or an open iteration. */
export interface Column {
  readonly iteration: Iteration | null;
  /** In their order. */
  readonly items: readonly ItemRow[];
}

/** Everything the planning board shows: the backlog first, then the open iterations by their dates. */
export type Plan = readonly Column[];

/** Names a column in addresses and on the page. */
export type ColumnId = number | 'backlog';

/** A column's name. */
export function idOf({ iteration }: Column): ColumnId {
  return iteration?.id ?? 'backlog';
}

/** The column with a name. */
export function columnOf(plan: Plan, id: ColumnId): Column | undefined {
  return plan.find((column) => idOf(column) === id);
}

/** The column in which an item stands. */
export function columnWith(plan: Plan, itemId: number): Column | undefined {
  return plan.find(({ items }) => items.some(({ id }) => id === itemId));
}

/** Items as they stand on the board, from the first list to the last. */
export function inOrder(plan: Plan, ids: ReadonlySet<number>): readonly number[] {
  return plan.flatMap(({ items }) => items.filter(({ id }) => ids.has(id)).map(({ id }) => id));
}

/** What would be added to the scope of a running iteration by moving items there, in points; null elsewhere. */
export function scopeAdded(plan: Plan, itemIds: readonly number[], to: ColumnId): number | null {
  const target = columnOf(plan, to);
  if (target?.iteration?.status !== 'active') return null;
  const arriving = plan
    .filter((column) => column !== target)
    .flatMap(({ items }) => items.filter(({ id }) => itemIds.includes(id)));
  return arriving.length === 0 ? null : arriving.reduce((sum, { estimate }) => sum + (estimate ?? 0), 0);
}

/** The plan after a move, as it will be once the server has made it. Items that stand nowhere in the plan are left out. */
export function afterMove(plan: Plan, move: Move): Plan {
  const all = new Map(plan.flatMap(({ items }) => items.map((item) => [item.id, item])));
  const moved = move.itemIds.flatMap((id) => all.get(id) ?? []);
  const gone = new Set(move.itemIds);
  return plan.map((column) => {
    const left = column.items.filter(({ id }) => !gone.has(id));
    if (idOf(column) !== (move.to.iterationId ?? 'backlog')) {
      return left.length === column.items.length ? column : { ...column, items: left };
    }
    if (isByRank(move)) return { ...column, items: [...left, ...moved].sort((a, b) => a.rank - b.rank) };
    return { ...column, items: left.toSpliced(placeIn(left, move), 0, ...moved) };
  });
}

/** The plan with what the server says of moved items, each where it stands already. */
export function withAnswers(plan: Plan, { items }: Pick<Moved, 'items'>): Plan {
  const told = new Map(items.map((item) => [item.id, item]));
  return plan.map((column) =>
    column.items.some(({ id }) => told.has(id))
      ? { ...column, items: column.items.map((item) => told.get(item.id) ?? item) }
      : column,
  );
}

/** What goes to the backlog without a place of its own stands there where it ranks. */
function isByRank({ to, after, before }: Move): boolean {
  return to.iterationId === null && after === undefined && before === undefined;
}

function placeIn(items: readonly ItemRow[], { after, before }: Move): number {
  const named = after ?? before ?? null;
  const index = items.findIndex(({ id }) => id === named);
  if (after !== undefined) return index < 0 ? 0 : index + 1;
  return index < 0 ? items.length : index;
}

/** What somebody looks for; what is absent does not matter. */
export interface Sought {
  /** Words, every one of which is in its key, title, tags or its assignee's name. */
  readonly q?: string;
  /** Whose it is. */
  readonly who?: number | 'nobody' | undefined;
  readonly tag?: string | undefined;
}

/** Those of some items that somebody looks for; just these items where nothing is looked for. */
export function itemsFound(items: readonly ItemRow[], { q = '', who, tag }: Sought): readonly ItemRow[] {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0 && who === undefined && tag === undefined) return items;
  return items.filter((item) => {
    if (who !== undefined && (item.assignee?.id ?? 'nobody') !== who) return false;
    if (tag !== undefined && !item.tags.includes(tag)) return false;
    const text = words.length === 0 ? '' : textOf(item);
    return words.every((word) => text.includes(word));
  });
}

/** Kept, as it is looked through at every letter that is typed. */
const texts = new WeakMap<ItemRow, string>();

function textOf(item: ItemRow): string {
  const known = texts.get(item);
  if (known !== undefined) return known;
  const text = `${item.key} ${item.title} ${item.tags.join(' ')} ${item.assignee?.name ?? ''}`.toLowerCase();
  texts.set(item, text);
  return text;
}

/** Who works on what is on the board, and which tags it has, each in alphabetical order. */
export function namesIn(plan: Plan): {
  readonly people: readonly { readonly id: number; readonly name: string }[];
  readonly tags: readonly string[];
} {
  const items = plan.flatMap((column) => column.items);
  const people = new Map(items.flatMap(({ assignee }) => (assignee === null ? [] : [[assignee.id, assignee]])));
  return {
    people: [...people.values()].sort((a, b) => a.name.localeCompare(b.name)),
    tags: [...new Set(items.flatMap(({ tags }) => tags))].sort((a, b) => a.localeCompare(b)),
  };
}

/** What a column holds, in points: all of it, and what is done of it. Cancelled items count nowhere. */
export function loadOf({ items }: Column): { readonly points: number; readonly done: number } {
  const sum = (some: readonly ItemRow[]) => some.reduce((points, { estimate }) => points + (estimate ?? 0), 0);
  const inScope = items.filter(({ category }) => category !== 'cancelled');
  return { points: sum(inScope), done: sum(inScope.filter(({ category }) => category === 'done')) };
}

/**
 * The move of items one place up or down among those that are shown: in front of the one above, or behind the one below.
 * Undefined where there is no further place.
 */
export function step(
  shown: readonly ItemRow[],
  itemIds: readonly number[],
  to: { readonly iterationId: number | null },
  way: 'up' | 'down',
): Move | undefined {
  const moving = new Set(itemIds);
  const ordered = shown.filter(({ id }) => moving.has(id));
  const first = shown.findIndex(({ id }) => moving.has(id));
  const last = shown.findLastIndex(({ id }) => moving.has(id));
  const beside = way === 'up' ? shown[first - 1] : shown[last + 1];
  if (beside === undefined || ordered.length < itemIds.length) return undefined;
  return { itemIds: ordered.map(({ id }) => id), to, ...(way === 'up' ? { before: beside.id } : { after: beside.id }) };
}
