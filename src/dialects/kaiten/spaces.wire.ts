import { Type } from 'typebox';
import type { ChangeProject, CreateProject, Project } from '../../actions/index.ts';
import type { Role } from '../../domain/access.ts';
import { isoInstant } from '../../domain/days.ts';
import type { Doubts, Fault } from '../../domain/refusal.ts';
import { textFault } from '../../domain/text.ts';
import { Board } from './boards.wire.ts';
import { keptOf, requireAny, soundMembers, textOf } from './body.ts';
import { TextOrNull, TextOrNumberOrNull } from './nullable.ts';
import { permissionsOf, presetOf } from './roles.ts';
import { SpaceUser } from './space-users.wire.ts';

const entity = 'Space';
const ObjectOrNull = Type.Unsafe<Record<string, unknown> | null>({ type: ['object', 'null'] });
const ids = { type: ['array', 'null'], items: { type: 'integer' }, maxItems: 1000 } as const;
const uids = { type: ['array', 'null'], items: { type: 'string', maxLength: 64 }, maxItems: 1000 } as const;

const said = {
  external_id: Type.Optional(TextOrNumberOrNull),
  parent_entity_uid: Type.Optional(TextOrNull),
  sort_order: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
};
const Title = Type.Unsafe<string | number>({ type: ['string', 'number'], minLength: 1, maxLength: 256 });

/** Body of POST (vendor page "Create new space"). */
export const NewSpace = Type.Object({ title: Title, ...said });
export type NewSpace = Type.Static<typeof NewSpace>;

/** Body of PATCH (vendor page "Update space"). */
export const SpacePatch = Type.Object({
  title: Type.Optional(Title),
  ...said,
  allowed_card_type_ids: Type.Optional(Type.Unsafe<number[] | null>(ids)),
  hidden_card_type_uids: Type.Optional(Type.Unsafe<string[] | null>(uids)),
  settings: Type.Optional(ObjectOrNull),
  archived: Type.Optional(Type.Boolean()),
});
export type SpacePatch = Type.Static<typeof SpacePatch>;

/** What a POST may say with an effect; everybody of the company sees every space, so who may see it is not to be said. */
export const newSpaceKeys = Object.keys(NewSpace.properties);
export const spaceKeys = Object.keys(SpacePatch.properties);
/** These make a PATCH, also where nothing comes of them. */
const changes = [...spaceKeys, 'access', 'for_everyone_access_role_id', 'work_calendar_id'];
/** Kept as they were said. */
const detailKeys = ['allowed_card_type_ids', 'hidden_card_type_uids', 'settings'];
/** In UTF-16 units, as JSON. */
const largestDetails = 32_768;

const roots = {
  created: Type.String(),
  updated: Type.String(),
  archived: Type.Boolean(),
  uid: Type.String(),
  access: Type.Enum(['for_everyone', 'by_invite']),
  for_everyone_access_role_id: Type.String(),
  entity_type: Type.Literal('space'),
  path: Type.String(),
  sort_order: Type.Number(),
  parent_entity_uid: TextOrNull,
  company_id: Type.Integer(),
  id: Type.Integer(),
  title: Type.String(),
};

/** A space as it goes out. */
export const Space = Type.Object({
  ...roots,
  allowed_card_type_ids: Type.Unsafe<unknown[] | null>(ids),
  hidden_card_type_uids: Type.Unsafe<unknown[] | null>(uids),
  external_id: TextOrNull,
  settings: ObjectOrNull,
  users: Type.Optional(Type.Array(SpaceUser)),
});
export type Space = Type.Static<typeof Space>;

/** A space in the list, with its boards and with what the caller is in it. */
export const ListedSpace = Type.Interface([Space], {
  boards: Type.Array(Board),
  entity_uid: Type.String(),
  user_id: Type.Integer(),
  access_mod: Type.String(),
  role: Type.Enum([1, 2, 3]),
  role_permissions: Type.Record(Type.String(), Type.Unknown()),
  notifications_enabled: Type.Boolean(),
});
export type ListedSpace = Type.Static<typeof ListedSpace>;

/** A space among the entities of the company; documents and groups are not kept. */
export const TreeEntity = Type.Object(roots);
export type TreeEntity = Type.Static<typeof TreeEntity>;

/** The spaces above one, by their numbers: the visible ones, as nobody learns of others. */
export type Visible = ReadonlyMap<number, Project>;

/** A space on the wire. */
export function toSpace(project: Project, visible: Visible): Space {
  const { allowed_card_type_ids, hidden_card_type_uids, settings } = project.details;
  return {
    ...toTreeEntity(project, visible),
    allowed_card_type_ids: Array.isArray(allowed_card_type_ids) ? allowed_card_type_ids : null,
    hidden_card_type_uids: Array.isArray(hidden_card_type_uids) ? hidden_card_type_uids : null,
    external_id: project.externalId,
    settings: isObject(settings) ? settings : null,
  };
}

/** A space as an entity of the tree. */
export function toTreeEntity(project: Project, visible: Visible): TreeEntity {
  const parent = project.parentId === null ? undefined : visible.get(project.parentId);
  return {
    created: isoInstant(project.createdAt),
    updated: isoInstant(project.updatedAt),
    archived: project.archived,
    uid: project.uid,
    access: 'for_everyone',
    for_everyone_access_role_id: presetOf('member').id,
    entity_type: 'space',
    path: pathOf(project, visible),
    sort_order: project.sortOrder,
    parent_entity_uid: parent?.uid ?? null,
    company_id: project.orgId,
    id: project.id,
    title: project.title,
  };
}

/** A space in the list, for a caller with a role in it. */
export function toListedSpace(
  project: Project,
  visible: Visible,
  caller: { readonly userId: number; readonly role: Role },
  boards: Board[],
): ListedSpace {
  const { name, rank } = presetOf(caller.role);
  return {
    ...toSpace(project, visible),
    boards,
    entity_uid: project.uid,
    user_id: caller.userId,
    access_mod: name,
    role: rank === 1 || rank === 2 ? rank : 3,
    role_permissions: permissionsOf(caller.role),
    notifications_enabled: true,
  };
}

/** The numbers of the spaces above one and its own, the topmost first. */
function pathOf(project: Project, visible: Visible): string {
  const parent = project.parentId === null ? undefined : visible.get(project.parentId);
  return parent === undefined ? String(project.id) : `${pathOf(parent, visible)}.${project.id}`;
}

/** Reads the body of a POST. */
export function toNewSpace(body: NewSpace, doubts: Doubts, visible: Visible): CreateProject {
  const { sent, faults } = soundMembers(entity, body, doubts);
  const { title = '', ...fields } = fieldsIn(sent, visible, faults);
  return { title, ...fields, doubts: { ...doubts, faults } };
}

/** Reads the body of a PATCH. */
export function toSpaceChange(
  body: SpacePatch,
  doubts: Doubts,
  visible: Visible,
): Pick<ChangeProject, 'fields' | 'details' | 'doubts'> {
  const { sent, faults } = soundMembers(entity, body, doubts);
  requireAny(entity, body, changes, faults);
  const details = keptOf(sent, detailKeys);
  if (JSON.stringify(details).length > largestDetails) {
    faults.push({ field: 'settings', rule: 'length', message: `${entity}.settings should NOT be so large` });
  }
  const { archived } = sent;
  return {
    fields: { ...fieldsIn(sent, visible, faults), ...(archived === undefined ? {} : { archived }) },
    details,
    doubts: { ...doubts, faults },
  };
}

function fieldsIn(sent: Partial<SpacePatch>, visible: Visible, faults: Fault[]) {
  const title = titleOf(sent.title, faults);
  const externalId = textOf(entity, 'external_id', textLike(sent.external_id), { max: 1024 }, faults);
  const { parent_entity_uid, sort_order } = sent;
  return {
    ...(title === undefined ? {} : { title }),
    ...(externalId === undefined ? {} : { externalId }),
    ...(parent_entity_uid === undefined ? {} : { parentId: parentOf(parent_entity_uid, visible, faults) }),
    ...(sort_order === undefined ? {} : { sortOrder: sort_order }),
  };
}

function titleOf(title: string | number | undefined, faults: Fault[]): string | undefined {
  if (title === undefined) return undefined;
  const text = String(title);
  if (textFault(text, { min: 1, max: 256 }) !== null) {
    faults.push({ field: 'title', rule: 'format', message: `${entity}.title should NOT contain control characters` });
  }
  return text;
}

function textLike(value: string | number | null | undefined): string | null | undefined {
  return typeof value === 'number' ? String(value) : value;
}

function parentOf(uid: string | null, visible: Visible, faults: Fault[]): number | null {
  if (uid === null) return null;
  const parent = [...visible.values()].find((each) => each.uid === uid.toLowerCase());
  if (parent === undefined) {
    const message = `${entity}.parent_entity_uid should be the uid of a space`;
    faults.push({ field: 'parent_entity_uid', rule: 'reference', message });
  }
  return parent?.id ?? null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
