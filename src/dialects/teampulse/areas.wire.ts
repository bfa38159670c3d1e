import { type Static, Type } from 'typebox';
import type { Area as AreaRow } from '../../domain/work-details.ts';
import { authored, authorshipFields, toAuthorship } from './authorship.ts';
import { rootParent } from './iterations.wire.ts';
import type { NamedField } from './odata/fields.ts';
import { integer, listResource, text } from './odata/list-resource.ts';
import { integerMember, keysOf, textMember } from './read-members.ts';

/** An area as it goes out (vendor page "Areas"). */
export const Area = authored({
  id: Type.Integer(),
  projectId: Type.Integer(),
  parentId: Type.Integer(),
  name: Type.String(),
  path: Type.String(),
  sequence: Type.Integer(),
});
type Area = Static<typeof Area>;

/** The members of a body that are looked at. */
export const areaMembers = {
  projectId: integerMember,
  parentId: integerMember,
  name: textMember,
  sequence: integerMember,
};

export const areaKeys = keysOf('area', areaMembers, { title: 'name' });

/** What lists of areas may be asked. */
export const areaList = listResource({
  id: integer('id'),
  projectId: integer('projectId'),
  parentId: integer('parentOrNone'),
  name: text('title'),
  path: text('path'),
  sequence: integer('sequence'),
  ...authorshipFields,
} satisfies Record<keyof Area, NamedField>);

/** An area for a caller. */
export function toArea(area: AreaRow): Area {
  return {
    id: area.id,
    projectId: area.projectId,
    parentId: area.parentId ?? rootParent,
    name: area.title,
    path: area.path,
    sequence: area.sequence,
    ...toAuthorship(area),
  };
}
