import { randomUUID } from 'node:crypto';
import { canSee } from '../domain/access.ts';
import { type CustomValue, withCustom } from '../domain/custom-fields.ts';
import { changedDetails, readDetails } from '../domain/details.ts';
import {
  changedList,
  type Flag,
  type Item,
  type ItemCondition,
  type ItemRef,
  type ListChange,
  type PersonName,
  type Priority,
  type TextFormat,
} from '../domain/item.ts';
import { collectFaults, Refusal } from '../domain/refusal.ts';
import { areaRows } from '../store/areas.ts';
import { takeNumbers } from '../store/events.ts';
import { findTags, insertTags, listFollowersOf, listTagsOf, setFollowers, setTags } from '../store/item-labels.ts';
import { findItem, isWithin } from '../store/items.ts';
import { findMember, findMembersNamed, findMembersOfEmail, isMember } from '../store/people.ts';
import { teamRows } from '../store/teams.ts';
import type { Tx } from './transact.ts';

/** Fields of an item that a caller may write. Absent: not mentioned. Null: set to nothing. */
export interface ItemFields {
  readonly title?: string;
  readonly description?: string | null;
  readonly type?: string;
  readonly priority?: Priority;
  /** Only together with a status in which an item is over. */
  readonly resolution?: string | null;
  readonly parent?: ItemRef | null;
  readonly estimate?: number | null;
  readonly estimateText?: string | null;
  readonly assignee?: PersonName | null;
  readonly startDay?: string | null;
  readonly endDay?: string | null;
  readonly dueDay?: string | null;
  /** Instants of those days; a day that is changed without one has none. */
  readonly plannedStartAt?: number | null;
  readonly plannedEndAt?: number | null;
  readonly dueAt?: number | null;
  readonly hasDueTime?: Flag;
  readonly expiresLater?: Flag;
  readonly asap?: Flag;
  readonly isBlocked?: Flag;
  readonly owner?: PersonName;
  readonly externalId?: string | null;
  readonly textFormat?: TextFormat;
  /** What is null is let go, what is not mentioned stays. */
  readonly properties?: Readonly<Record<string, unknown>> | null;
  readonly plannedMinutes?: number | null;
  readonly remainingMinutes?: number | null;
  readonly spentMinutes?: number | null;
  /** An area of the item's project; null and the root area are all of it. */
  readonly areaId?: number | null;
  /** A team of the item's project. */
  readonly teamId?: number | null;
  readonly estimateLow?: number | null;
  readonly estimateHigh?: number | null;
  readonly backlogPriority?: number | null;
  /** Custom fields by their names; those that are not named stay. */
  readonly custom?: Readonly<Record<string, CustomValue | null>>;
  readonly condition?: ItemCondition;
  /** Names; those that there are not yet are made. */
  readonly tags?: ListChange<string>;
  readonly followers?: ListChange<PersonName>;
}

/** What is marked on an item, as its history tells it. */
export interface Labels {
  readonly tags: readonly string[];
  readonly followers: readonly number[];
}

/** The refusal of a field that names something which is not there. */
export function unknownPlace(field: string, what = field): Refusal {
  const message = `There is no such ${what} here`;
  return new Refusal('invalid', message, { field, faults: [{ field, rule: 'reference', message }] });
}

/**
 * The fields as they are stored, with what they name looked up; `projectId` is the project that the item will be in.
 * @throws Refusal `invalid` with everything that names nothing
 */
export async function resolveFields(
  tx: Tx,
  fields: ItemFields,
  item: Item | null,
  projectId: number | undefined = item?.projectId,
): Promise<Partial<Item>> {
  const { assignee, owner, parent, properties, tags, followers, areaId, teamId, custom, ...plain } = fields;
  const faults = collectFaults(undefined);
  const assigneeId = assignee && (await faults.ask(() => personId(tx, assignee, 'assignee')));
  const ownerId = owner && (await faults.ask(() => personId(tx, owner, 'owner')));
  const parentId = parent && (await faults.ask(() => findParent(tx, parent, item)));
  const area = areaId && (await faults.ask(() => findArea(tx, areaId, projectId)));
  const team = teamId && (await faults.ask(() => findTeam(tx, teamId, projectId)));
  faults.refuse();
  return {
    ...withInstants(plain, item),
    ...(assigneeId === undefined ? {} : { assigneeId }),
    ...(ownerId === undefined ? {} : { ownerId }),
    ...(parentId === undefined ? {} : { parentId }),
    ...(properties === undefined ? {} : { properties: propertiesText(properties, item?.properties ?? null) }),
    ...(area === undefined ? {} : { areaId: area }),
    ...(team === undefined ? {} : { teamId: team }),
    ...(custom === undefined ? {} : { custom: withCustom(item?.custom ?? '{}', custom) }),
  };
}

/** A day that becomes another takes an instant that nobody mentions with it. */
function withInstants(fields: Partial<Item>, item: Item | null): Partial<Item> {
  const isOther = (day: string | null | undefined, before: string | null | undefined) =>
    day !== undefined && day !== before;
  return {
    ...(isOther(fields.startDay, item?.startDay) ? { plannedStartAt: null } : {}),
    ...(isOther(fields.endDay, item?.endDay) ? { plannedEndAt: null } : {}),
    ...(isOther(fields.dueDay, item?.dueDay) ? { dueAt: null } : {}),
    ...fields,
  };
}

function propertiesText(change: Readonly<Record<string, unknown>> | null, before: string | null): string | null {
  if (change === null) return null;
  const after = changedDetails(before === null ? {} : readDetails(before), change);
  return Object.keys(after).length === 0 ? null : JSON.stringify(after);
}

/** Changes what is marked on an item, and answers it as it was and as it is. @throws Refusal `invalid` */
export async function changeLabels(
  tx: Tx,
  itemId: number,
  { tags, followers }: ItemFields,
): Promise<{ readonly before: Labels; readonly after: Labels }> {
  const { db, actor } = tx;
  const before: Labels = {
    tags: tags === undefined ? [] : await listTagsOf(db, actor.orgId, itemId),
    followers: followers === undefined ? [] : await listFollowersOf(db, actor.orgId, itemId),
  };
  const after: Labels = {
    tags: tags === undefined ? [] : changedList(before.tags, tags),
    followers: followers === undefined ? [] : changedList(before.followers, await peopleOf(tx, followers)),
  };
  if (tags !== undefined && isChanged(before.tags, after.tags)) {
    await setTags(db, actor.orgId, itemId, await tagIds(tx, after.tags));
  }
  if (followers !== undefined && isChanged(before.followers, after.followers)) {
    await setFollowers(db, actor.orgId, itemId, after.followers);
  }
  return { before, after };
}

/** Whether two lists hold different things; their order does not matter, as it is not kept. */
export function isChanged(before: readonly unknown[], after: readonly unknown[]): boolean {
  return before.length !== after.length || after.some((each) => !before.includes(each));
}

/** The number of somebody of the organization. @throws Refusal `invalid` at `field` */
export async function personId(tx: Tx, name: PersonName, field: string): Promise<number> {
  const [id, another] = await peopleNamed(tx, name);
  if (id === undefined || another !== undefined) throw unknownPlace(field);
  return id;
}

async function peopleNamed({ db, actor: { orgId } }: Tx, name: PersonName): Promise<readonly number[]> {
  if ('name' in name) return findMembersNamed(db, orgId, name.name);
  if ('email' in name) return findMembersOfEmail(db, orgId, name.email);
  if ('id' in name) return (await isMember(db, orgId, name.id)) ? [name.id] : [];
  const member = await findMember(db, orgId, name.login);
  return member === undefined ? [] : [member.id];
}

async function peopleOf(tx: Tx, change: ListChange<PersonName>): Promise<ListChange<number>> {
  const ids = async (names: readonly PersonName[]) => {
    const found: number[] = [];
    for (const name of names) found.push(await personId(tx, name, 'followers'));
    return found;
  };
  return 'set' in change
    ? { set: await ids(change.set) }
    : { add: await ids(change.add), remove: await ids(change.remove) };
}

/** An item is never above itself. @throws Refusal `invalid` at `parent` */
async function findParent(tx: Tx, ref: ItemRef, item: Item | null): Promise<number> {
  const parent = await findItem(tx.db, tx.actor.orgId, ref);
  if (parent === undefined || parent.condition === 'deleted' || !canSee(tx.actor, parent.projectId)) {
    throw unknownPlace('parent');
  }
  if (item !== null && (await isWithin(tx.db, tx.actor.orgId, parent.id, item.id))) throw unknownPlace('parent');
  return parent.id;
}

/** The numbers of the tags of those names, made where there are none yet. */
export async function tagIds(tx: Tx, names: readonly string[]): Promise<readonly number[]> {
  const { orgId } = tx.actor;
  const present = await findTags(tx.db, orgId, names);
  const missing = names.filter((name) => !present.some((tag) => tag.name === name));
  const first = missing.length === 0 ? 0 : await takeNumbers(tx.db, orgId, 'tag', missing.length);
  const added = missing.map((name, index) => ({ id: first + index, uid: randomUUID(), name, createdAt: tx.now }));
  await insertTags(tx.db, orgId, added);
  return [...present, ...added].map((tag) => tag.id);
}

/** @throws Refusal `invalid` at `areaId` */
async function findArea(tx: Tx, id: number, projectId: number | undefined): Promise<number | null> {
  const area = await areaRows.find(tx.db, tx.actor.orgId, id);
  if (area === undefined || area.projectId !== projectId) throw unknownPlace('areaId', 'area');
  return area.parentId === null ? null : area.id;
}

/** @throws Refusal `invalid` at `teamId` */
async function findTeam(tx: Tx, id: number, projectId: number | undefined): Promise<number> {
  const team = await teamRows.find(tx.db, tx.actor.orgId, id);
  if (team === undefined || team.projectId !== projectId) throw unknownPlace('teamId', 'team');
  return team.id;
}
