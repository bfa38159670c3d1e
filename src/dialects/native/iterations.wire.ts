import { Type } from 'typebox';
import type { CreateIteration, Figures } from '../../actions/index.ts';
import type { ChangePolicy, IterationFields } from '../../domain/change-of-iteration.ts';
import { isDay, isoInstant, isZone } from '../../domain/days.ts';
import type { IterationView, PersonRef, PlannedDate } from '../../domain/iteration.ts';
import { anyMove } from '../../domain/lifecycle.ts';
import { parseMoment } from '../../domain/parse-moment.ts';
import type { Doubts, Fault } from '../../domain/refusal.ts';
import { textFault } from '../../domain/text.ts';
import { rounded } from './rounded.ts';

const Status = Type.Union([
  Type.Literal('planned'),
  Type.Literal('active'),
  Type.Literal('closed'),
  Type.Literal('archived'),
]);
const Kind = Type.Union([Type.Literal('iteration'), Type.Literal('release')]);
const TextOrNull = Type.Unsafe<string | null>({ type: ['string', 'null'], maxLength: 10_000 });
const DayOrNull = Type.Unsafe<string | null>({ type: ['string', 'null'], format: 'date' });
const InstantOrNull = Type.Unsafe<string | null>({ type: ['string', 'null'], format: 'date-time' });
const NumberOrNull = Type.Unsafe<number | null>({ type: ['number', 'null'], minimum: 0, maximum: 1e9 });
const Amount = Type.Object({ points: Type.Number(), items: Type.Integer() });
const Person = Type.Object({ id: Type.Integer(), uid: Type.String(), name: Type.String() });

const fields = {
  title: Type.String({ minLength: 1, maxLength: 256 }),
  goal: Type.Optional(TextOrNull),
  start: Type.Optional(DayOrNull),
  end: Type.Optional(DayOrNull),
  minCapacity: Type.Optional(NumberOrNull),
  maxCapacity: Type.Optional(NumberOrNull),
  zone: Type.Optional(
    Type.Unsafe<string | null>({
      type: ['string', 'null'],
      maxLength: 64,
      description: "IANA zone in which its days are counted; null takes the project's. Fixed once it is closed",
    }),
  ),
  status: Type.Optional(Status),
  kind: Type.Optional(Kind),
  parentId: Type.Optional(Type.Integer({ minimum: 1, description: 'A release, or the root of the project' })),
  sequence: Type.Optional(Type.Integer({ minimum: 0, maximum: 1e6, description: '0 is the first among its siblings' })),
};

/** Body of POST. */
export const NewIteration = Type.Object(fields, {
  additionalProperties: false,
  examples: [{ title: 'Sprint 12', start: '2026-03-23', end: '2026-04-03' }],
});
export type NewIteration = Type.Static<typeof NewIteration>;

/** Body of PATCH: what is not mentioned stays, null sets to nothing. */
export const IterationPatch = Type.Object(
  {
    ...fields,
    title: Type.Optional(fields.title),
    finishedAt: Type.Optional(
      Type.String({ format: 'date-time', description: 'When a closing iteration really ended' }),
    ),
    moveUnfinishedTo: Type.Optional(
      Type.Unsafe<number | null>({
        type: ['integer', 'null'],
        description: 'Where unfinished items go if this change closes the iteration',
      }),
    ),
  },
  { additionalProperties: false, examples: [{ status: 'active' }] },
);
export type IterationPatch = Type.Static<typeof IterationPatch>;

/** An iteration or a release as it goes out. */
export const Iteration = Type.Object({
  id: Type.Integer(),
  uid: Type.String(),
  projectId: Type.Integer(),
  parentId: Type.Union([Type.Integer(), Type.Null()]),
  kind: Type.Union([Kind, Type.Literal('root')]),
  title: Type.String(),
  goal: TextOrNull,
  status: Status,
  start: DayOrNull,
  end: DayOrNull,
  startedAt: InstantOrNull,
  finishedAt: InstantOrNull,
  sequence: Type.Integer(),
  path: Type.String(),
  minCapacity: NumberOrNull,
  maxCapacity: NumberOrNull,
  zone: Type.Unsafe<string | null>({ type: ['string', 'null'], description: "Its own; null is the project's" }),
  scope: Type.Object(Amount.properties, { description: 'What it holds; once closed, what it held at the close' }),
  done: Amount,
  committed: Type.Union([Amount, Type.Null()], { description: 'What it held undone when it was started' }),
  unestimatedItems: Type.Integer(),
  version: Type.Integer(),
  createdAt: Type.String({ format: 'date-time' }),
  createdBy: Person,
  updatedAt: Type.String({ format: 'date-time' }),
  updatedBy: Person,
});
export type Iteration = Type.Static<typeof Iteration>;

/** What a PATCH answers: the iteration, and which items a close has moved, if it was given a target. */
export const ChangedIteration = Type.Object({
  ...Iteration.properties,
  movedItemIds: Type.Optional(Type.Array(Type.Integer())),
  receiptId: Type.Optional(Type.Integer({ description: 'What the close did, if it was closed' })),
});
export type ChangedIteration = Type.Static<typeof ChangedIteration>;

/** A page of a project's iterations and releases, oldest first. `next` is null on the last one. */
export const IterationPage = Type.Object({
  iterations: Type.Array(Iteration),
  next: Type.Union([Type.String(), Type.Null()]),
});
export type IterationPage = Type.Static<typeof IterationPage>;

/** Every move of the core. A second close is refused, so that of two that close at once one is told. */
export const nativePolicy = {
  ...anyMove,
  refuseRepeatedClose: true,
  fixedWhenClosed: ['zone'],
  endAfterStart: 'day',
  findsRemoved: false,
  findsGroups: true,
} as const satisfies ChangePolicy & { findsRemoved: boolean; findsGroups: boolean };

/** What a PATCH asks for, and what is wrong with it. A body that does not fit its schema asks for nothing. */
export function toChange(body: IterationPatch, doubts: Doubts) {
  if (doubts.body !== undefined || doubts.faults !== undefined) return { fields: {}, doubts };
  const faults: Fault[] = [];
  const { title, status, moveUnfinishedTo } = body;
  const finishedAt = body.finishedAt === undefined ? undefined : toInstant(body.finishedAt, faults);
  const place = toPlace(body);
  return {
    fields: { ...(title === undefined ? {} : { title: checkedTitle(title, faults) }), ...toFields(body, faults) },
    ...(status === undefined ? {} : { status }),
    ...(finishedAt === undefined ? {} : { finishedAt }),
    ...(moveUnfinishedTo === undefined
      ? {}
      : { moveUnfinishedTo: moveUnfinishedTo === null ? null : { id: moveUnfinishedTo } }),
    ...(Object.keys(place).length === 0 ? {} : { place }),
    doubts: { faults },
  };
}

/** What a POST asks for, and what is wrong with it. */
export function toNewIteration(projectId: number, body: NewIteration, doubts: Doubts): Omit<CreateIteration, 'policy'> {
  const home = { projectId };
  if (doubts.body !== undefined || doubts.faults !== undefined) return { home, title: '', fields: {}, doubts };
  const faults: Fault[] = [];
  const { status } = body;
  return {
    home,
    title: checkedTitle(body.title, faults),
    fields: toFields(body, faults),
    ...(status === undefined ? {} : { status }),
    ...toPlace(body),
    doubts: { faults },
  };
}

/** An iteration with its figures. */
export function toIteration(view: IterationView, figures: Figures): Iteration {
  const { id, uid, projectId, parentId, kind, title, goal, sequence, path, minCapacity, maxCapacity, zone, version } =
    view;
  const { committedPoints, committedItems } = view;
  return {
    id,
    uid,
    projectId,
    parentId,
    kind,
    title,
    goal,
    // A removed one is never found here.
    status: view.status === 'removed' ? 'archived' : view.status,
    start: view.start?.day ?? null,
    end: view.end?.day ?? null,
    startedAt: instantOrNull(view.startedAt),
    finishedAt: instantOrNull(view.finishedAt),
    sequence,
    path,
    minCapacity,
    maxCapacity,
    zone,
    scope: { points: rounded(figures.scopePoints), items: figures.scopeItems },
    done: { points: rounded(figures.donePoints), items: figures.doneItems },
    committed: committedPoints === null ? null : { points: committedPoints, items: committedItems ?? 0 },
    unestimatedItems: figures.unestimatedItems,
    version,
    createdAt: isoInstant(view.createdAt),
    createdBy: toPerson(view.creator),
    updatedAt: isoInstant(view.updatedAt),
    updatedBy: toPerson(view.updater),
  };
}

function toFields(body: Omit<IterationPatch, 'title'>, faults: Fault[]): Omit<IterationFields, 'title'> {
  const { goal, start, end, minCapacity, maxCapacity, zone } = body;
  if (typeof zone === 'string' && !isZone(zone)) {
    faults.push({ field: 'zone', rule: 'choice', message: 'There is no such zone' });
  }
  if (typeof goal === 'string') {
    const rule = textFault(goal, { min: 0, max: 10_000, lines: 'several' });
    if (rule !== null) faults.push({ field: 'goal', rule, message: 'A goal has up to 10,000 characters' });
  }
  return {
    ...(goal === undefined ? {} : { goal }),
    ...(start === undefined ? {} : { start: toDay('start', start, faults) }),
    ...(end === undefined ? {} : { end: toDay('end', end, faults) }),
    ...(minCapacity === undefined ? {} : { minCapacity }),
    ...(maxCapacity === undefined ? {} : { maxCapacity }),
    ...(zone === undefined ? {} : { zone }),
  };
}

function toPlace({ parentId, sequence, kind }: Pick<IterationPatch, 'parentId' | 'sequence' | 'kind'>) {
  return {
    ...(parentId === undefined ? {} : { parentId }),
    ...(sequence === undefined ? {} : { position: sequence }),
    ...(kind === undefined ? {} : { isRelease: kind === 'release' }),
  };
}

function checkedTitle(title: string, faults: Fault[]): string {
  const rule = textFault(title, { min: 1, max: 256 });
  if (rule !== null) faults.push({ field: 'title', rule, message: 'A title has 1 to 256 characters, on one line' });
  return title;
}

function toDay(field: string, text: string | null, faults: Fault[]): PlannedDate | null {
  if (text === null) return null;
  if (!isDay(text)) faults.push({ field, rule: 'format', message: 'A day is written YYYY-MM-DD, from 1900 to 2200' });
  return { day: text, at: null };
}

function toInstant(text: string, faults: Fault[]): number | undefined {
  const at = parseMoment(text)?.at ?? undefined;
  const message = 'An instant is written YYYY-MM-DDTHH:MM:SSZ, from 1900 to 2200';
  if (at === undefined) faults.push({ field: 'finishedAt', rule: 'format', message });
  return at;
}

function instantOrNull(at: number | null): string | null {
  return at === null ? null : isoInstant(at);
}

function toPerson({ id, uid, name }: PersonRef): Iteration['createdBy'] {
  return { id, uid, name };
}
