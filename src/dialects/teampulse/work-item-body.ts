import type { ItemFields } from '../../actions/index.ts';
import type { CustomValue } from '../../domain/custom-fields.ts';
import type { ItemView } from '../../domain/item-view.ts';
import type { Status } from '../../domain/workflow.ts';
import { isCustomName, nearestName } from './odata/fields.ts';
import type { Members } from './read-members.ts';
import { statusNamed, statusNames, type WorkItemType } from './work-item-names.ts';
import { fieldNames, type WorkItem } from './work-items.wire.ts';

const longestName = 256;
const longestText = 1_000_000;
const longestCustomText = 4_000;
const mostCustomFields = 200;
const largestNumber = 1e9;
/** A fifth of what an integer holds, in hours. */
const mostHours = 1e6;

/** Members that stand beside `fields` in the model; in a bare map of fields they may be sent back as well. */
const modelMembers = ['id', 'type', 'projectId', 'createdBy', 'createdAt', 'lastModifiedBy', 'lastModifiedAt'];

/**
 * The body of a work item with its fields beside the other members, spelled as they are here: clients send them below
 * `fields`, as forms do in brackets, or, in changes, as the whole of the body.
 */
export function flatWorkItem(body: unknown): unknown {
  if (!isObject(body)) return body;
  const { fields, ...top } = body;
  if (fields !== undefined && fields !== null && !isObject(fields)) return body;
  const bracketed = Object.entries(top).flatMap(([name, value]): [string, unknown][] => {
    const inner = /^fields\[(.+)\]$/.exec(name)?.[1];
    return inner === undefined ? [] : [[inner, value]];
  });
  const members = Object.entries(top).flatMap(([name, value]): [string, unknown][] => {
    const member = spelling(modelMembers, name);
    return member === undefined ? [] : [[member, value]];
  });
  const isBare = !isObject(fields) && bracketed.length === 0;
  const bare = Object.entries(top).filter(([name]) => spelling(modelMembers, name) === undefined);
  const sent = isBare ? bare : [...bracketed, ...Object.entries(fields ?? {})];
  const known = sent.map(([name, value]): [string, unknown] => [spelling(fieldNames, name) ?? name, value]);
  return Object.fromEntries([
    ...members,
    ...known.filter(([name]) => fieldNames.includes(name)),
    ['others', Object.fromEntries(known.filter(([name]) => !fieldNames.includes(name)))],
  ]);
}

/** What a body says of an item that is shown so, or that is new. */
export interface ReadWorkItem {
  readonly fields: Omit<ItemFields, 'condition' | 'resolution'>;
  /** Present only where it is to change. */
  readonly to?: { readonly statusId: number };
  readonly onlyIn?: { readonly id: number } | null;
}

/** The item that a change is about, as it is and as it is shown. */
interface Before {
  readonly view: ItemView;
  readonly shown: WorkItem;
}

/**
 * Reads the fields of a work item. What is sent back as it is shown is left out, whatever it is; what is wrong with the
 * rest is told through `members`.
 */
export function readFields(
  members: Members,
  type: WorkItemType,
  statuses: readonly Status[],
  before: Before | null,
): ReadWorkItem {
  const shown: Readonly<Record<string, unknown>> = before?.shown.fields ?? {};
  /** A field, unless nothing new is said of it; a new item has nothing to be taken away from it. */
  const said = <T>(name: string, read: (name: string) => T | null | undefined): T | null | undefined => {
    const value = members.any(name);
    if (value === undefined || value === shown[name] || (value === null && before === null)) return undefined;
    return read(name);
  };
  const needed = <T>(name: string, value: T | null | undefined): T | undefined => {
    if (value === null) members.require(name, null);
    return value ?? undefined;
  };
  const put = <K extends string, V>(name: K, value: V | undefined) => (value === undefined ? {} : { [name]: value });
  const amount = (name: string) => said(name, () => members.number(name, largestNumber));
  const minutes = (name: string) => {
    const hours = said(name, () => members.number(name, mostHours));
    return typeof hours === 'number' ? Math.round(hours * 60) : hours;
  };

  const title = needed(
    'Name',
    said('Name', () => members.text('Name', { min: 1, max: longestName })),
  );
  const status = readStatus();
  const place = said('IterationID', () => members.id('IterationID'));
  const assignee = said('AssignedToID', () => members.id('AssignedToID'));
  const parent = said('ParentID', () => members.id('ParentID'));
  const estimate = amount('EstimateProbable');
  const fields: ReadWorkItem['fields'] = {
    ...put('title', title),
    ...put(
      'description',
      said('Description', () => members.text('Description', { min: 0, max: longestText, lines: 'several' })),
    ),
    ...put(
      'areaId',
      said('AreaID', () => members.id('AreaID')),
    ),
    ...put(
      'teamId',
      said('TeamID', () => members.id('TeamID')),
    ),
    ...put('assignee', typeof assignee === 'number' ? { id: assignee } : assignee),
    ...put('parent', typeof parent === 'number' ? { id: parent } : parent),
    ...put(
      'backlogPriority',
      said('BacklogPriority', () => members.integer('BacklogPriority')),
    ),
    ...put('estimateLow', amount('EstimateOptimistic')),
    ...(estimate === undefined ? {} : { estimate, estimateText: null }),
    ...put('estimateHigh', amount('EstimatePessimistic')),
    ...put('remainingMinutes', minutes('WorkRemaining')),
    ...put('spentMinutes', minutes('WorkCompleted')),
    ...put('custom', readCustom()),
  };
  return {
    fields,
    ...(status === undefined ? {} : { to: { statusId: status.id } }),
    ...(place === undefined ? {} : { onlyIn: place === null ? null : { id: place } }),
  };

  function readStatus(): Status | undefined {
    const name = needed(
      'Status',
      said('Status', () => members.text('Status', { min: 1, max: longestName })),
    );
    if (name === undefined) return undefined;
    const names = statusNames(type, statuses);
    const found = names.length === 0 ? undefined : statusNamed(type, statuses, name, before?.view.statusId ?? null);
    if (found === undefined) {
      const message = names.length === 0 ? `${type} has no status` : `Status must be one of: ${names.join(', ')}`;
      members.refuse({ field: 'Status', rule: names.length === 0 ? 'rule' : 'choice', message });
    }
    return found?.id === before?.view.statusId ? undefined : found;
  }

  function readCustom(): ItemFields['custom'] {
    const sent: Record<string, CustomValue | null> = {};
    const tfsId = said('TfsID', () => members.integer('TfsID'));
    if (tfsId !== undefined) sent.TfsID = tfsId;
    const others = members.any('others');
    for (const [name, value] of Object.entries(isObject(others) ? others : {})) {
      if (value === shownCustom(shown, name)) continue;
      if (!isCustomName(name)) refuseUnknown(members, name);
      else if (isCustomValue(value)) sent[name] = value;
      else {
        const message = `${name} must be a number, true, false or a text of at most ${longestCustomText} characters`;
        members.refuse({ field: `workItem.${name}`, rule: 'format', message });
      }
    }
    const present = new Set([...Object.keys(shown), ...Object.keys(sent)].filter(isCustomName));
    if (present.size > mostCustomFields) {
      members.refuse({
        field: 'fields',
        rule: 'rule',
        message: `There can be ${mostCustomFields} custom fields at most`,
      });
    }
    return Object.keys(sent).length === 0 ? undefined : sent;
  }
}

function shownCustom(shown: Readonly<Record<string, unknown>>, name: string): unknown {
  const spelled = spelling(Object.keys(shown), name);
  return spelled === undefined ? null : shown[spelled];
}

function refuseUnknown(members: Members, name: string): void {
  const nearest = nearestName(name, fieldNames);
  const hint = nearest === null ? '' : `; perhaps ${nearest} is meant`;
  members.refuse({ field: `workItem.${name}`, rule: 'unknown', message: `There is no such field${hint}` });
}

function isCustomValue(value: unknown): value is CustomValue | null {
  if (typeof value === 'string') return value.length <= longestCustomText && value.isWellFormed();
  return value === null || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value));
}

function spelling(names: readonly string[], name: string): string | undefined {
  return names.find((each) => each.toLowerCase() === name.toLowerCase());
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
