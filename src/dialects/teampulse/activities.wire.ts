import { type Static, Type } from 'typebox';
import type { Activity as ActivityRow } from '../../domain/activity.ts';
import { authored, toAuthorship } from './authorship.ts';
import { flag, instant, integer, listResource, optional, text } from './odata/list-resource.ts';
import { flagMember, integerMember, keysOf, textMember } from './read-members.ts';

/** An activity as it goes out (vendor page "Activities"). */
export const Activity = authored({
  id: Type.Integer(),
  projectId: integerMember,
  content: Type.String({ description: 'Plain text' }),
  iconUrl: textMember,
  author: Type.String(),
  isFlagged: Type.Boolean(),
  isRead: Type.Boolean(),
  system: Type.String(),
  systemEvent: Type.String(),
  workItemId: integerMember,
  commentType: Type.String(),
});
type Activity = Static<typeof Activity>;

/** How much is unread. */
export const UnreadActivities = Type.Object({
  flagged: Type.Integer(),
  unflagged: Type.Integer(),
  total: Type.Integer(),
});

/** A message as it comes in, and goes out again. */
export const SharedMessage = Type.Object({ message: Type.String() });

/** The members of bodies that are looked at. */
export const markMembers = { isRead: flagMember, isFlagged: flagMember };
export const messageMembers = { message: textMember };

export const activityKeys = keysOf('activity', { ...markMembers, ...messageMembers }, {});

const queried = listResource(
  {
    id: integer('id'),
    projectId: optional(integer('projectId')),
    author: text('authorName'),
    isFlagged: flag('isFlagged'),
    isRead: flag('isRead'),
    workItemId: optional(integer('itemId')),
    createdBy: text('authorName'),
    createdAt: instant('second'),
    lastModifiedBy: text('authorName'),
    lastModifiedAt: instant('second'),
  },
  100,
);

/** What lists of activities may be asked: what is made up of other members may be selected only. The first hundred come unless somebody says `$top`. */
export const activityList = { ...queried, members: Object.keys(Activity.properties) };

/** An activity for a caller. */
export function toActivity(activity: ActivityRow): Activity {
  const { at, authorName } = activity;
  return {
    id: activity.id,
    projectId: activity.projectId,
    content: contentOf(activity),
    iconUrl: null,
    author: authorName,
    isFlagged: activity.isFlagged,
    isRead: activity.isRead,
    system: 'TeamPulse',
    systemEvent: activity.kind === 'message shared' ? 'PersonalMessage' : 'WorkItemChanged',
    workItemId: activity.itemId,
    commentType: 'TeamPulse',
    ...toAuthorship({ creatorName: authorName, createdAt: at, updaterName: authorName, updatedAt: at }),
  };
}

const longestExcerpt = 200;

function contentOf({ kind, itemTitle, fields, text }: ActivityRow): string {
  const item = `"${itemTitle ?? ''}"`;
  if (kind === 'message shared') return text ?? '';
  if (kind === 'item created') return `Created ${item}`;
  if (kind === 'item commented')
    return text === null ? `Commented on ${item}` : `Commented on ${item}: ${excerpt(text)}`;
  return fields.length === 0 ? `Changed ${item}` : `Changed ${fields.map(wordsOf).join(', ')} of ${item}`;
}

function excerpt(text: string): string {
  const characters = [...text];
  return characters.length <= longestExcerpt ? text : `${characters.slice(0, longestExcerpt).join('')}…`;
}

/** `plannedMinutes` → `planned minutes`; what names another thing by its number is called after the thing. */
function wordsOf(field: string): string {
  return field.replace(/Id$/, '').replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
