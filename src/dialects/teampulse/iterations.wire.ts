import { type Static, Type } from 'typebox';
import type { IterationView } from '../../domain/iteration.ts';
import { shownDays } from '../../domain/shown-days.ts';
import { authored, authorshipFields, viewAuthorship } from './authorship.ts';
import type { NamedField } from './odata/fields.ts';
import { day, flag, integer, listResource, number, optional, text } from './odata/list-resource.ts';
import type { FormTypes } from './read-form.ts';
import { flagMember, integerMember, keysOf, numberMember, textMember } from './read-members.ts';

/** An iteration as it goes out: the members and the order of the vendor page "Iterations". */
export const Iteration = authored({
  startDate: Type.String(),
  endDate: Type.String(),
  minCapacity: numberMember,
  maxCapacity: numberMember,
  id: Type.Integer(),
  name: Type.String(),
  path: Type.String(),
  parentId: Type.Integer(),
  sequence: Type.Integer(),
  isRelease: Type.Boolean(),
  projectId: Type.Integer(),
});
export type Iteration = Static<typeof Iteration>;

/** The members of a body that are looked at. */
export const iterationMembers = {
  startDate: textMember,
  endDate: textMember,
  minCapacity: numberMember,
  maxCapacity: numberMember,
  name: textMember,
  parentId: integerMember,
  sequence: integerMember,
  isRelease: flagMember,
  projectId: integerMember,
};

/** The members of a form that are not text. */
export const iterationForm: FormTypes = {
  startDate: 'date',
  endDate: 'date',
  minCapacity: 'number',
  maxCapacity: 'number',
  parentId: 'number',
  sequence: 'number',
  isRelease: 'boolean',
  projectId: 'number',
};

/** How errors call the members, by their name here and by the core's. */
export const iterationKeys = {
  ...keysOf('iteration', iterationMembers, { title: 'name', start: 'startDate', end: 'endDate' }),
  target: 'reassignmentId',
};

/** What lists of iterations may be asked. All come unless somebody says `$top`. */
export const iterationList = listResource({
  startDate: day('startDay'),
  endDate: day('endDay'),
  minCapacity: optional(number('minCapacity')),
  maxCapacity: optional(number('maxCapacity')),
  id: integer('id'),
  name: text('title'),
  path: text('path'),
  parentId: integer('parentId'),
  sequence: integer('sequence'),
  isRelease: flag('isRelease'),
  projectId: integer('projectId'),
  ...authorshipFields,
} satisfies Record<keyof Iteration, NamedField>);

/** An iteration for a caller: no member of it is null but the capacities, as clients' models have no null there. */
export function toIteration(iteration: IterationView): Iteration {
  const { start, end } = shownDays(iteration);
  return {
    startDate: start,
    endDate: end,
    minCapacity: iteration.minCapacity,
    maxCapacity: iteration.maxCapacity,
    id: iteration.id,
    name: iteration.title,
    path: iteration.path,
    parentId: iteration.parentId ?? rootParent,
    sequence: iteration.sequence,
    isRelease: iteration.kind !== 'iteration',
    projectId: iteration.projectId,
    ...viewAuthorship(iteration),
  };
}

/** The `parentId` of a root, and of nothing else. */
export const rootParent = -1;
