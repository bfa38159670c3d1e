import { Refusal } from './refusal.ts';

/**
 * What the caller says about the version it has seen. `any`: the object must exist, whatever its version.
 * `oneOf`: one of these versions; a tag that can match nothing is simply not in the list.
 */
export type Precondition =
  | { readonly kind: 'none' }
  | { readonly kind: 'any' }
  | { readonly kind: 'oneOf'; readonly versions: readonly number[] }
  | { readonly kind: 'malformed'; readonly text: string };

/** A caller without an opinion. */
export const noPrecondition: Precondition = { kind: 'none' };

/**
 * Compares a precondition with the version an object has now.
 * @throws Refusal `version_missing` when `required` and none was given, `version_malformed`, `version_conflict`
 */
export function checkVersion(precondition: Precondition, version: number, required: boolean): void {
  switch (precondition.kind) {
    case 'none':
      if (required) throw new Refusal('version_missing', 'The version being changed must be given');
      return;
    case 'any':
      return;
    case 'malformed':
      throw new Refusal('version_malformed', 'The version is not written as an entity tag', { field: 'If-Match' });
    case 'oneOf':
      if (precondition.versions.includes(version)) return;
      throw new Refusal('version_conflict', `The version is ${version} now`, { currentVersion: version });
  }
}
