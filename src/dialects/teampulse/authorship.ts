import { type Static, Type } from 'typebox';
import { isoInstant } from '../../domain/days.ts';
import { instant, text } from './odata/list-resource.ts';

const members = {
  createdBy: Type.String(),
  createdAt: Type.String(),
  lastModifiedBy: Type.String(),
  lastModifiedAt: Type.String(),
};
/** Who made an object and who changed it last, and when: the last four members of most models. */
export const Authorship = Type.Object(members);
export type Authorship = Static<typeof Authorship>;

/** A model that ends with these members. */
export function authored<Own extends Parameters<typeof Type.Object>[0]>(own: Own) {
  return Type.Object({ ...own, ...members });
}

/** Under which names these members may be queried. */
export const authorshipFields = {
  createdBy: text('creatorName'),
  createdAt: instant('createdSecond'),
  lastModifiedBy: text('updaterName'),
  lastModifiedAt: instant('updatedSecond'),
};

/** These members of an object of ours. */
export function toAuthorship(row: {
  readonly creatorName: string;
  readonly createdAt: number;
  readonly updaterName: string;
  readonly updatedAt: number;
}): Authorship {
  return {
    createdBy: row.creatorName,
    createdAt: wholeSecond(row.createdAt),
    lastModifiedBy: row.updaterName,
    lastModifiedAt: wholeSecond(row.updatedAt),
  };
}

/** These members of a view, which knows people as a whole. */
export function viewAuthorship({ creator, createdAt, updater, updatedAt }: AuthoredView): Authorship {
  return toAuthorship({ creatorName: creator.name, createdAt, updaterName: updater.name, updatedAt });
}

interface AuthoredView {
  readonly creator: { readonly name: string };
  readonly createdAt: number;
  readonly updater: { readonly name: string };
  readonly updatedAt: number;
}

/** `YYYY-MM-DDThh:mm:ss`: UTC, without saying so. */
function wholeSecond(at: number): string {
  return isoInstant(at).slice(0, 19);
}
