import { Type } from 'typebox';
import { isoInstant } from '../../domain/days.ts';
import type { FieldCatalogue } from '../../domain/filter.ts';
import type { IterationView } from '../../domain/iteration.ts';
import { shownDays } from '../../domain/shown-days.ts';
import type { ErrorKeys } from './errors.ts';
import { createFieldNames } from './odata/fields.ts';
import type { ListQuery, ListResource } from './odata/options.ts';
import type { FormTypes } from './read-form.ts';

const FloatOrNull = Type.Union([Type.Number(), Type.Null()]);

/** An iteration as it goes out: the members and the order of the vendor page "Iterations". */
export const Iteration = Type.Object({
  startDate: Type.String(),
  endDate: Type.String(),
  minCapacity: FloatOrNull,
  maxCapacity: FloatOrNull,
  id: Type.Integer(),
  name: Type.String(),
  path: Type.String(),
  parentId: Type.Integer(),
  sequence: Type.Integer(),
  isRelease: Type.Boolean(),
  projectId: Type.Integer(),
  createdBy: Type.String(),
  createdAt: Type.String(),
  lastModifiedBy: Type.String(),
  lastModifiedAt: Type.String(),
});
export type Iteration = Type.Static<typeof Iteration>;

/** A list of iterations. */
export const IterationList = Type.Object({
  totalResults: Type.Integer(),
  top: Type.Integer(),
  skip: Type.Optional(Type.Integer()),
  results: Type.Array(Type.Partial(Iteration)),
});
export type IterationList = Type.Static<typeof IterationList>;

const IntegerOrNull = Type.Union([Type.Integer(), Type.Null()]);
const TextOrNull = Type.Union([Type.String(), Type.Null()]);

/** The members of a body that are looked at; read-only ones and strangers are not. */
export const IterationBody = Type.Partial(
  Type.Object({
    startDate: TextOrNull,
    endDate: TextOrNull,
    minCapacity: FloatOrNull,
    maxCapacity: FloatOrNull,
    name: TextOrNull,
    parentId: IntegerOrNull,
    sequence: IntegerOrNull,
    isRelease: Type.Union([Type.Boolean(), Type.Null()]),
    projectId: IntegerOrNull,
  }),
);
export type IterationBody = Type.Static<typeof IterationBody>;

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
export const iterationKeys: ErrorKeys = {
  ...Object.fromEntries(Object.keys(IterationBody.properties).map((member) => [member, `iteration.${member}`])),
  '': 'iteration',
  title: 'iteration.name',
  start: 'iteration.startDate',
  end: 'iteration.endDate',
  target: 'reassignmentId',
};

const catalogue = {
  startDay: { type: 'day', nullable: false },
  endDay: { type: 'day', nullable: false },
  minCapacity: { type: 'number', nullable: true },
  maxCapacity: { type: 'number', nullable: true },
  id: { type: 'integer', nullable: false },
  title: { type: 'text', nullable: false },
  path: { type: 'text', nullable: false },
  parentId: { type: 'integer', nullable: false },
  sequence: { type: 'integer', nullable: false },
  isRelease: { type: 'boolean', nullable: false },
  projectId: { type: 'integer', nullable: false },
  creatorName: { type: 'text', nullable: false },
  createdSecond: { type: 'instant', nullable: false },
  updaterName: { type: 'text', nullable: false },
  updatedSecond: { type: 'instant', nullable: false },
} as const satisfies FieldCatalogue;

const queryNames = {
  startDate: 'startDay',
  endDate: 'endDay',
  minCapacity: 'minCapacity',
  maxCapacity: 'maxCapacity',
  id: 'id',
  name: 'title',
  path: 'path',
  parentId: 'parentId',
  sequence: 'sequence',
  isRelease: 'isRelease',
  projectId: 'projectId',
  createdBy: 'creatorName',
  createdAt: 'createdSecond',
  lastModifiedBy: 'updaterName',
  lastModifiedAt: 'updatedSecond',
} as const satisfies Record<keyof Iteration, keyof typeof catalogue>;

/** What lists of iterations may be asked. All come unless somebody says `$top`. */
export const iterationResource: ListResource = {
  fields: createFieldNames(catalogue, queryNames),
  members: Object.keys(queryNames),
  defaultTop: null,
  largestTop: 1000,
};

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
    createdBy: iteration.creator.name,
    createdAt: wholeSecond(iteration.createdAt),
    lastModifiedBy: iteration.updater.name,
    lastModifiedAt: wholeSecond(iteration.updatedAt),
  };
}

/** The `parentId` of a root, and of nothing else. */
export const rootParent = -1;

/** A page of a list in its envelope: `top` as asked for, else the number of results; `skip` only if it was asked for. */
export function toList(
  page: { readonly iterations: readonly IterationView[]; readonly total: number | null },
  { top, skip, select }: ListQuery,
): IterationList {
  const results = page.iterations.map((each) => trimmed(toIteration(each), select));
  return {
    totalResults: page.total ?? results.length,
    top: top ?? results.length,
    ...(skip === undefined ? {} : { skip }),
    results,
  };
}

function trimmed(iteration: Iteration, select: readonly string[] | undefined): Partial<Iteration> {
  if (select === undefined) return iteration;
  return Object.fromEntries(Object.entries(iteration).filter(([member]) => select.includes(member)));
}

/** `YYYY-MM-DDThh:mm:ss`: UTC, without saying so. */
function wholeSecond(at: number): string {
  return isoInstant(at).slice(0, 19);
}
