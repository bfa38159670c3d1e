import type { ItemRow } from '../../client/native.ts';
import { idOf, type Plan } from './plan.ts';

/**
 * A plan that was just read, with what has not changed taken from the one before: rows, and whole lists, that are the same
 * need not be drawn anew. A comparison of every member by itself would take far longer than the drawing.
 */
export function keepSame(before: Plan | undefined, now: Plan): Plan {
  if (before === undefined) return now;
  const rows = new Map(before.flatMap(({ items }) => items.map((item) => [item.id, item])));
  return now.map((column) => {
    const items = column.items.map((item) => {
      const known = rows.get(item.id);
      return known !== undefined && textOf(known) === textOf(item) ? known : item;
    });
    const was = before.find((each) => idOf(each) === idOf(column));
    if (was === undefined) return { ...column, items };
    const areSame = was.items.length === items.length && was.items.every((item, index) => item === items[index]);
    if (!areSame) return { ...column, items };
    return JSON.stringify(was.iteration) === JSON.stringify(column.iteration) ? was : { ...column, items: was.items };
  });
}

const texts = new WeakMap<ItemRow, string>();

function textOf(item: ItemRow): string {
  const known = texts.get(item);
  if (known !== undefined) return known;
  const text = JSON.stringify(item);
  texts.set(item, text);
  return text;
}
