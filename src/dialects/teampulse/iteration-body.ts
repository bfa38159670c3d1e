import type { ChangeIteration, CreateIteration } from '../../actions/index.ts';
import type { ChangePolicy } from '../../domain/change-of-iteration.ts';
import type { PlannedDate } from '../../domain/iteration.ts';
import { parseMoment } from '../../domain/parse-moment.ts';
import { type Doubts, type Fault, refuseFaults, refuseUnreadable } from '../../domain/refusal.ts';
import { faultsTogether, onlyTheRoot } from '../../domain/sent-back.ts';
import { textFault } from '../../domain/text.ts';
import { type IterationBody, rootParent } from './iterations.wire.ts';

/** The largest id and the largest place that clients' integers hold. */
const largestInteger = 2_147_483_647;
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
  body: IterationBody,
  doubts: Doubts,
): Omit<CreateIteration, 'policy' | 'home'> & { readonly home: { readonly projectId: number } } {
  const sent = readBody(body, doubts);
  const { faults } = sent;
  const told = { ...doubts, faults };
  requireMember(faults, 'name', sent.name);
  requireMember(faults, 'projectId', sent.projectId);
  if (sent.projectId !== undefined && sent.projectId !== null && !isId(sent.projectId))
    faults.push(notAnId('projectId'));
  if (sent.parentId === rootParent) faults.push(onlyTheRoot);
  const fields = {
    start: plannedOn(sent.startDate ?? null),
    end: plannedOn(sent.endDate ?? null),
    minCapacity: sent.minCapacity ?? null,
    maxCapacity: sent.maxCapacity ?? null,
  };
  faults.push(...faultsTogether(fields, fields));
  const projectId = faults.some(({ field }) => field === 'projectId') ? undefined : sent.projectId;
  if (projectId === undefined || projectId === null) {
    refuseUnreadable(told);
    refuseFaults(told);
    throw new Error('A body without a project has a fault');
  }
  return {
    home: { projectId },
    title: sent.name ?? '',
    fields,
    ...(typeof sent.parentId === 'number' ? { parentId: sent.parentId } : {}),
    ...(typeof sent.sequence === 'number' ? { position: sent.sequence } : {}),
    isRelease: sent.isRelease ?? false,
    doubts: told,
  };
}

/** What a PUT asks, and what is wrong with it. Null sets a member back to what it is when nobody says anything. */
export function toChange(
  body: IterationBody,
  doubts: Doubts,
): Pick<ChangeIteration, 'fields' | 'place' | 'sentBack' | 'doubts'> {
  const sent = readBody(body, doubts);
  const { faults } = sent;
  if (sent.name === null) requireMember(faults, 'name', null);
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
      ...(sent.projectId === undefined ? {} : { projectId: sent.projectId }),
      ...(sent.parentId === rootParent ? { isRoot: true } : {}),
    },
    doubts: { ...doubts, faults },
  };
}

/** The members of a body, each as sent if it can be kept as such, dates as days. */
type Members = { readonly [K in keyof IterationBody]-?: IterationBody[K] | undefined };

/** With all that is wrong with them, what the schema found first. */
interface SentMembers extends Members {
  readonly faults: Fault[];
}

function readBody(body: IterationBody, doubts: Doubts): SentMembers {
  const faults = [...(doubts.faults ?? [])];
  const misshapen = new Set(faults.map(({ field }) => field));
  const member = <K extends keyof IterationBody>(name: K): IterationBody[K] | undefined =>
    misshapen.has(name) ? undefined : body[name];
  const name = member('name');
  const parentId = member('parentId');
  const sequence = member('sequence');

  if (typeof name === 'string' && textFault(name, { min: 1, max: 256 }) !== null) {
    faults.push({ field: 'name', rule: 'length', message: 'name must be a text of 1 to 256 characters on one line' });
  }
  if (typeof parentId === 'number' && parentId !== 0 && parentId !== rootParent && !isId(parentId)) {
    faults.push(notAnId('parentId'));
  }
  if (typeof sequence === 'number' && (sequence < 0 || sequence > largestInteger)) {
    faults.push({ field: 'sequence', rule: 'range', message: `sequence must be between 0 and ${largestInteger}` });
  }
  return {
    startDate: readDay('startDate', member('startDate'), faults),
    endDate: readDay('endDate', member('endDate'), faults),
    minCapacity: readCapacity('minCapacity', member('minCapacity'), faults),
    maxCapacity: readCapacity('maxCapacity', member('maxCapacity'), faults),
    name,
    // Clients whose integers cannot be empty send 0 for nothing.
    parentId: parentId === 0 ? undefined : parentId,
    sequence,
    isRelease: member('isRelease'),
    projectId: member('projectId'),
    faults,
  };
}

/** A date's calendar day as written, whatever its time and zone. Year 1 is how .NET says that there is none. */
function readDay(field: string, text: string | null | undefined, faults: Fault[]): string | null | undefined {
  if (text === undefined || text === null) return text;
  if (/^0001-\d\d-\d\d(?:T|$)/.test(text)) return undefined;
  const moment = parseMoment(text);
  if (moment !== null) return moment.day;
  faults.push({ field, rule: 'format', message: `${field} must be a date such as 2013-10-02 or 2013-10-02T00:00:00` });
  return undefined;
}

function readCapacity(field: string, points: number | null | undefined, faults: Fault[]): number | null | undefined {
  if (typeof points === 'number' && (points < 0 || points > largestCapacity)) {
    faults.push({ field, rule: 'range', message: `${field} must be between 0 and ${largestCapacity}` });
    return undefined;
  }
  return points;
}

function plannedOn(day: string | null): PlannedDate | null {
  return day === null ? null : { day, at: null };
}

function requireMember(faults: Fault[], field: string, value: unknown): void {
  if (value !== undefined && value !== null) return;
  if (faults.some((fault) => fault.field === field)) return;
  faults.push({ field, rule: 'missing', message: `${field} is required` });
}

function notAnId(field: string): Fault {
  return { field, rule: 'range', message: `${field} must be an id` };
}

function isId(number: number): boolean {
  return number >= 1 && number <= largestInteger;
}
