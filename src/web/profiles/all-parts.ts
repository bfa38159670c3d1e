import type { Profiles } from '../../client/profiles.ts';

/** A comparison with all parts of its differences, page by page. */
export async function allParts(ask: (page: { readonly cursor?: string }) => Promise<Profiles>): Promise<Profiles> {
  let found = await ask({});
  while (found.next !== null) {
    const page = await ask({ cursor: found.next });
    const differences = found.differences.map((difference, index) => ({
      ...difference,
      parts: [...difference.parts, ...(page.differences[index]?.parts ?? [])],
    }));
    found = { ...found, differences, next: page.next };
  }
  return found;
}
