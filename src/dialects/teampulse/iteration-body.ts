import type { ChangeIteration, CreateIteration } from '../../actions/index.ts';
import type { ChangePolicy } from '../../domain/change-of-iteration.ts';
import type { PlannedDate } from '../../domain/iteration.ts';
import { faultsTogether, onlyTheRoot } from '../../domain/sent-back.ts';
import { largestInteger } from './ids.ts';
import { rootParent } from './iterations.wire.ts';
import type { Members } from './read-members.ts';

const largestCapacity = 1_000_000;

/** TeamPulse knows no status: nothing is started or closed here, and what is closed elsewhere can still be edited. */
export const iterationPolicy = {
  moves: {},
  refuseRepeatedClose: false,
  fixedWhenClosed: [],
  endAfterStart: 'day',
  findsRemoved: false,
  findsGroups: true,
} as const satisfies ChangePolicy & { findsRemoved: boolean; findsGroups: boolean };

/**
 * What a POST asks for, and what is wrong with it. Null is as good as absent here.
 * @throws Refusal `malformed_body`, `unsupported_media_type`, `invalid` when no project is named: there are no rights
 * to ask about first then
 */
export function toNewIteration(
  members: Members,
): Omit<CreateIteration, 'policy' | 'home'> & { readonly home: { readonly projectId: number } } {
  const sent = readBody(members);
  members.require('name', sent.name);
  if (sent.parentId === rootParent) members.refuse(onlyTheRoot);
  const fields = {
    start: plannedOn(sent.startDate ?? null),
    end: plannedOn(sent.endDate ?? null),
    minCapacity: sent.minCapacity ?? null,
    maxCapacity: sent.maxCapacity ?? null,
  };
  for (const fault of faultsTogether(fields, fields)) members.refuse(fault);
  return {
    home: { projectId: members.home('projectId') },
    title: sent.name ?? '',
    fields,
    ...(typeof sent.parentId === 'number' ? { parentId: sent.parentId } : {}),
    ...(typeof sent.sequence === 'number' ? { position: sent.sequence } : {}),
    isRelease: sent.isRelease ?? false,
    doubts: members.doubts(),
  };
}

/** What a PUT asks, and what is wrong with it. Null sets a member back to what it is when nobody says anything. */
export function toChange(members: Members): Pick<ChangeIteration, 'fields' | 'place' | 'sentBack' | 'doubts'> {
  const sent = readBody(members);
  const projectId = members.integer('projectId');
  if (sent.name === null) members.require('name', null);
  const place = {
    ...(sent.parentId === undefined || sent.parentId === rootParent ? {} : { parentId: sent.parentId }),
    ...(sent.sequence === undefined ? {} : { position: sent.sequence ?? largestInteger }),
    ...(sent.isRelease === undefined ? {} : { isRelease: sent.isRelease }),
  };
  return {
    fields: {
      ...(typeof sent.name === 'string' ? { title: sent.name } : {}),
      ...(sent.startDate === undefined ? {} : { start: plannedOn(sent.startDate) }),
      ...(sent.endDate === undefined ? {} : { end: plannedOn(sent.endDate) }),
      ...(sent.minCapacity === undefined ? {} : { minCapacity: sent.minCapacity }),
      ...(sent.maxCapacity === undefined ? {} : { maxCapacity: sent.maxCapacity }),
    },
    ...(Object.keys(place).length === 0 ? {} : { place }),
    sentBack: {
      ...(projectId === undefined ? {} : { projectId }),
      ...(sent.parentId === rootParent ? { isRoot: true } : {}),
    },
    doubts: members.doubts(),
  };
}

function readBody(members: Members) {
  return {
    startDate: members.day('startDate'),
    endDate: members.day('endDate'),
    minCapacity: members.number('minCapacity', largestCapacity),
    maxCapacity: members.number('maxCapacity', largestCapacity),
    name: members.text('name', { min: 1, max: 256 }),
    parentId: members.id('parentId', rootParent),
    sequence: members.place('sequence'),
    isRelease: members.flag('isRelease'),
  };
}

function plannedOn(day: string | null): PlannedDate | null {
  return day === null ? null : { day, at: null };
}
