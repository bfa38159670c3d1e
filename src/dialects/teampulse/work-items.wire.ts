import { type Static, Type } from 'typebox';
import { type CustomValue, customFields, customReference } from '../../domain/custom-fields.ts';
import type { ItemView } from '../../domain/item-view.ts';
import type { Status } from '../../domain/workflow.ts';
import { authored, authorshipFields, viewAuthorship } from './authorship.ts';
import type { NamedField } from './odata/fields.ts';
import { integer, listResource, number, optional, text } from './odata/list-resource.ts';
import type { ListResource } from './odata/options.ts';
import type { FormTypes } from './read-form.ts';
import { integerMember, keysOf, numberMember, textMember } from './read-members.ts';
import { statusExpression, statusName, typeExpression, typeOf } from './work-item-names.ts';

/** The fields that every work item has; custom ones stand beside them. */
const fields = {
  Name: Type.String(),
  Description: textMember,
  Status: textMember,
  AreaID: Type.Integer(),
  IterationID: Type.Integer(),
  AssignedToID: integerMember,
  TeamID: integerMember,
  ParentID: integerMember,
  BacklogPriority: numberMember,
  EstimateOptimistic: numberMember,
  EstimateProbable: numberMember,
  EstimatePessimistic: numberMember,
  PertEstimate: numberMember,
  WorkRemaining: numberMember,
  WorkCompleted: numberMember,
  TfsID: integerMember,
};

/** A work item as it goes out (vendor page "Work Items"). */
export const WorkItem = authored({
  id: Type.Integer(),
  type: Type.String(),
  projectId: Type.Integer(),
  fields: Type.Object(fields, {
    additionalProperties: true,
    description: 'Custom fields, called tp_<name>_cf, stand beside the others',
  }),
});
export type WorkItem = Static<typeof WorkItem>;

/** The field names, as they are spelled. */
export const fieldNames = Object.keys(fields);

/** What a body may say of them; PertEstimate follows from the other three. */
const writtenFields = {
  Name: textMember,
  Description: textMember,
  Status: textMember,
  AreaID: integerMember,
  IterationID: integerMember,
  AssignedToID: integerMember,
  TeamID: integerMember,
  ParentID: integerMember,
  BacklogPriority: numberMember,
  EstimateOptimistic: numberMember,
  EstimateProbable: numberMember,
  EstimatePessimistic: numberMember,
  WorkRemaining: numberMember,
  WorkCompleted: numberMember,
  TfsID: integerMember,
};

/** The members of a body that are looked at, once its fields stand beside the others. */
export const workItemMembers = {
  type: textMember,
  projectId: integerMember,
  fields: Type.Partial(Type.Object(writtenFields), {
    description: 'The fields may stand here, custom ones called tp_<name>_cf among them, or beside the other members',
  }),
  ...writtenFields,
};

/** The members of a form that are not text. */
export const workItemForm: FormTypes = Object.fromEntries(
  fieldNames
    .filter((name) => !['Name', 'Description', 'Status'].includes(name))
    .flatMap((name) => [name, `fields[${name}]`])
    .concat('projectId')
    .map((name) => [name, 'number']),
);

/** How errors call the members, by their name here and by the core's. */
export const workItemKeys = {
  ...keysOf('workItem', workItemMembers, {
    title: 'Name',
    description: 'Description',
    areaId: 'AreaID',
    onlyIn: 'IterationID',
    assignee: 'AssignedToID',
    teamId: 'TeamID',
    parent: 'ParentID',
    status: 'Status',
  }),
  query: '$filter',
};

/** The fields that only hold what the core holds too. */
const plainFields = {
  'fields/Name': text('title'),
  'fields/Description': optional(text('description')),
  'fields/AreaID': integer('areaId'),
  'fields/IterationID': integer('placeId'),
  'fields/AssignedToID': optional(integer('assigneeId')),
  'fields/TeamID': optional(integer('teamId')),
  'fields/ParentID': optional(integer('parentId')),
  'fields/BacklogPriority': optional(number('backlogPriority')),
  'fields/EstimateOptimistic': optional(number('estimateLow')),
  'fields/EstimateProbable': optional(number('estimate')),
  'fields/EstimatePessimistic': optional(number('estimateHigh')),
  'fields/PertEstimate': optional(number('expectedEstimate')),
  'fields/WorkRemaining': optional(number('remainingHours')),
  'fields/WorkCompleted': optional(number('spentHours')),
  'fields/TfsID': optional(number(customReference('TfsID', 'number').field)),
};

/** What lists of work items may be asked in an organization with these statuses. The first hundred come unless somebody says `$top`. */
export function workItemList(statuses: readonly Status[]): ListResource {
  const members = {
    id: integer('id'),
    type: { ...text('type as shown'), expression: typeExpression },
    projectId: integer('projectId'),
    ...authorshipFields,
  } satisfies Record<keyof Omit<WorkItem, 'fields'>, NamedField>;
  const status = { ...optional(text('status as shown')), expression: statusExpression(statuses) };
  const list = listResource({ ...members, ...plainFields, 'fields/Status': status }, 100);
  return { ...list, members: [...Object.keys(members), 'fields'] };
}

/** A work item for a caller. */
export function toWorkItem(view: ItemView): WorkItem {
  const type = typeOf(view.type);
  const { estimateLow, estimate, estimateHigh } = view;
  const known: Static<ReturnType<typeof Type.Object<typeof fields>>> = {
    Name: view.title,
    Description: view.description,
    Status: statusName(type, view.status),
    AreaID: view.shownAreaId,
    IterationID: view.placeId,
    AssignedToID: view.assigneeId,
    TeamID: view.teamId,
    ParentID: view.parent?.id ?? null,
    BacklogPriority: view.backlogPriority,
    EstimateOptimistic: estimateLow,
    EstimateProbable: estimate,
    EstimatePessimistic: estimateHigh,
    PertEstimate:
      estimateLow === null || estimate === null || estimateHigh === null
        ? null
        : (estimateLow + 4 * estimate + estimateHigh) / 6,
    WorkRemaining: hours(view.remainingMinutes),
    WorkCompleted: hours(view.spentMinutes),
    TfsID: null,
  };
  const custom: Readonly<Record<string, CustomValue>> = Object.fromEntries(
    customFields(view.custom).map(({ name, value }) => [name, value]),
  );
  return {
    id: view.id,
    type,
    projectId: view.projectId,
    fields: { ...known, ...custom },
    ...viewAuthorship(view),
  };
}

function hours(minutes: number | null): number | null {
  return minutes === null ? null : minutes / 60;
}
