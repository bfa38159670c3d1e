import { Type } from 'typebox';
import type { ItemRef } from '../../domain/item.ts';
import type { ItemView, StatusRef } from '../../domain/item-view.ts';
import { durationOfMinutes } from './durations.ts';
import { trackerInstant } from './instants.ts';
import type { Language } from './language.ts';
import {
  type Entry,
  entryOf,
  priorityEntries,
  resolutionEntries,
  statusNameOf,
  statusTypeOf,
  typeEntries,
} from './names.ts';
import { Reference, referTo, referToPerson, referToSprint } from './references.ts';

const Board = Type.Object({ self: Type.String(), id: Type.Integer(), name: Type.String() });

/** An issue as it goes out (vendor page "Get issue parameters"); keys without a value are left out. */
export const Issue = Type.Object({
  self: Type.String(),
  id: Type.String(),
  key: Type.String(),
  version: Type.Integer(),
  summary: Type.String(),
  description: Type.Optional(Type.String()),
  type: Reference,
  priority: Reference,
  status: Reference,
  statusType: Type.Object({ value: Type.String() }),
  statusStartTime: Type.String(),
  previousStatus: Type.Optional(Reference),
  resolution: Type.Optional(Reference),
  queue: Reference,
  parent: Type.Optional(Reference),
  aliases: Type.Optional(Type.Array(Type.String())),
  sprint: Type.Optional(Type.Array(Reference)),
  boards: Type.Array(Board),
  followers: Type.Optional(Type.Array(Reference)),
  tags: Type.Optional(Type.Array(Type.String())),
  assignee: Type.Optional(Reference),
  createdBy: Reference,
  updatedBy: Reference,
  createdAt: Type.String(),
  updatedAt: Type.String(),
  lastCommentUpdatedAt: Type.Optional(Type.String()),
  storyPoints: Type.Optional(Type.Number()),
  originalEstimation: Type.Optional(Type.String()),
  estimation: Type.Optional(Type.String()),
  spent: Type.Optional(Type.String()),
  start: Type.Optional(Type.String()),
  end: Type.Optional(Type.String()),
  deadline: Type.Optional(Type.String()),
  unique: Type.Optional(Type.String()),
  votes: Type.Integer(),
  favorite: Type.Boolean(),
});
export type Issue = Type.Static<typeof Issue>;

/** An issue for a caller that reached us at `base` (`scheme://host/v3`). */
export function toIssue(view: ItemView, base: string, language: Language): Issue {
  const { resolution } = view;
  const type = entryOf(typeEntries, view.type);
  const priority = entryOf(priorityEntries, view.priority);
  return {
    self: `${base}/issues/${view.key}`,
    id: issueId(view.id),
    key: view.key,
    version: view.version,
    summary: view.title,
    ...(view.description === null ? {} : { description: view.description }),
    type: referToEntry(base, 'issuetypes', type, language),
    priority: referToEntry(base, 'priorities', priority, language),
    status: referToStatus(base, view.status, language),
    statusType: { value: statusTypeOf(view.status) },
    statusStartTime: trackerInstant(view.statusAt),
    ...(view.previousStatus === null ? {} : { previousStatus: referToStatus(base, view.previousStatus, language) }),
    ...(resolution === null
      ? {}
      : { resolution: referToEntry(base, 'resolutions', entryOf(resolutionEntries, resolution), language) }),
    queue: referTo(base, `queues/${view.projectKey}`, view.projectId, view.projectTitle, view.projectKey),
    ...(view.parent === null ? {} : { parent: referToIssue(base, view.parent) }),
    boards: [{ self: `${base}/boards/${view.boardId}`, id: view.boardId, name: view.boardTitle }],
    ...(view.assignee === null ? {} : { assignee: referToPerson(base, view.assignee) }),
    createdBy: referToPerson(base, view.creator),
    updatedBy: referToPerson(base, view.updater),
    createdAt: trackerInstant(view.createdAt),
    updatedAt: trackerInstant(view.updatedAt),
    ...(view.commentedAt === null ? {} : { lastCommentUpdatedAt: trackerInstant(view.commentedAt) }),
    ...listsOf(view, base),
    ...planOf(view),
    ...(view.uniqueKey === null ? {} : { unique: view.uniqueKey }),
    votes: 0,
    favorite: false,
  };
}

function listsOf({ aliases, iterations, followers, tags }: ItemView, base: string): Partial<Issue> {
  return {
    ...(aliases.length === 0 ? {} : { aliases: [...aliases] }),
    ...(iterations.length === 0 ? {} : { sprint: iterations.map((each) => referToSprint(base, each)) }),
    ...(followers.length === 0 ? {} : { followers: followers.map((each) => referToPerson(base, each)) }),
    ...(tags.length === 0 ? {} : { tags: [...tags] }),
  };
}

function planOf(view: ItemView): Partial<Issue> {
  const { estimate, plannedMinutes, remainingMinutes, spentMinutes, startDay, endDay, dueDay } = view;
  return {
    ...(estimate === null ? {} : { storyPoints: estimate }),
    ...(plannedMinutes === null ? {} : { originalEstimation: durationOfMinutes(plannedMinutes) }),
    ...(remainingMinutes === null ? {} : { estimation: durationOfMinutes(remainingMinutes) }),
    ...(spentMinutes === null ? {} : { spent: durationOfMinutes(spentMinutes) }),
    ...(startDay === null ? {} : { start: startDay }),
    ...(endDay === null ? {} : { end: endDay }),
    ...(dueDay === null ? {} : { deadline: dueDay }),
  };
}

/** Issues have numbers of 24 hexadecimal digits here. */
export function issueId(id: number): string {
  return id.toString(16).padStart(24, '0');
}

/** What a path or a body means by an issue's name: its number, its key, or a key that it had in another queue. */
export function issueRef(text: string): ItemRef {
  if (/^0{11}[0-9a-f]{13}$/i.test(text)) return { id: Number.parseInt(text, 16) };
  // What no key looks like names nothing.
  return /^[A-Z][A-Z0-9]{0,63}-[1-9]\d{0,15}$/i.test(text) ? { key: text.toUpperCase() } : { id: 0 };
}

/** A reference to an issue. */
export function referToIssue(
  base: string,
  { id, key, title }: { readonly id: number; readonly key: string; readonly title: string },
): Reference {
  return referTo(base, `issues/${key}`, issueId(id), title, key);
}

/** A reference to a status, in the caller's language. */
export function referToStatus(base: string, status: StatusRef, language: Language): Reference {
  return referTo(base, `statuses/${status.id}`, status.id, statusNameOf(status, language), status.key);
}

/** A reference to an entry of a dictionary, in the caller's language. */
export function referToEntry(
  base: string,
  dictionary: 'issuetypes' | 'priorities' | 'resolutions',
  { id, key, name }: Entry,
  language: Language,
): Reference {
  return referTo(base, `${dictionary}/${id}`, id, name[language], key);
}
