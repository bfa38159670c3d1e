import type { ItemPage, ItemRow } from '../../client/native.ts';

/** Every item of a list, page by page. */
export async function allItems(
  ask: (page: { readonly limit: string; readonly cursor?: string }) => Promise<ItemPage>,
): Promise<readonly ItemRow[]> {
  const found: ItemRow[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const { items, next }: ItemPage = await ask({ limit: '200', ...(cursor === undefined ? {} : { cursor }) });
    found.push(...items);
    cursor = next;
  }
  return found;
}
