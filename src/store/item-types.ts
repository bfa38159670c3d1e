import type { ItemType } from '../domain/board-item.ts';
import { type Db, prepared } from './engine.ts';

interface TypeRow extends Omit<ItemType, 'archived'> {
  readonly away: number;
}

const ofOrganization = prepared<{ orgId: number }, TypeRow>((db, value) =>
  db
    .selectFrom('item_type')
    .select([
      'id',
      'uid',
      'key',
      'name',
      'letter',
      'color',
      'description_template as descriptionTemplate',
      'archived as away',
      'created_at as createdAt',
      'updated_at as updatedAt',
    ])
    .where('org_id', '=', value('orgId'))
    .orderBy('id'),
);

/** The types that an organization has made beside the built-in ones, oldest first. */
export async function listItemTypes(db: Db, orgId: number): Promise<readonly ItemType[]> {
  return (await ofOrganization(db, { orgId })).map(({ away, ...type }) => ({ ...type, archived: away === 1 }));
}

/** Stores a new type. */
export async function insertItemType(db: Db, orgId: number, type: ItemType): Promise<void> {
  await db.insertInto('item_type').values(toRow(orgId, type)).execute();
}

/** Writes a type over what it was. */
export async function saveItemType(db: Db, orgId: number, type: ItemType): Promise<void> {
  const { org_id, id, uid, key, created_at, ...saved } = toRow(orgId, type);
  await db.updateTable('item_type').set(saved).where('org_id', '=', org_id).where('id', '=', id).execute();
}

/** Forgets a type that no item has. */
export async function deleteItemType(db: Db, orgId: number, id: number): Promise<void> {
  await db.deleteFrom('item_type').where('org_id', '=', orgId).where('id', '=', id).execute();
}

/** Whether some item is of a type; what was deleted counts no more. */
export async function isTypeInUse(db: Db, orgId: number, key: string): Promise<boolean> {
  const row = await db
    .selectFrom('item')
    .select('id')
    .where('org_id', '=', orgId)
    .where('type', '=', key)
    .where('condition', '<>', 'deleted')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

function toRow(orgId: number, type: ItemType) {
  return {
    org_id: orgId,
    id: type.id,
    uid: type.uid,
    key: type.key,
    name: type.name,
    letter: type.letter,
    color: type.color,
    description_template: type.descriptionTemplate,
    archived: type.archived ? 1 : 0,
    created_at: type.createdAt,
    updated_at: type.updatedAt,
  };
}
