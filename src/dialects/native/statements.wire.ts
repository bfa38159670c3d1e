import { type Static, Type } from 'typebox';
import type { Statement as CoreStatement } from '../../actions/index.ts';
import { isoInstant } from '../../domain/days.ts';
import { comparedFigures, type StatementDifference } from '../../domain/diff-statements.ts';
import type { Doubts, Fault } from '../../domain/refusal.ts';
import type { Cause as CoreCause, StatedItem as CoreItem, Definition } from '../../domain/statement.ts';
import { textFault } from '../../domain/text.ts';
import { Amount, StatementFiguresOut, toAmount, toStatementFigures } from './figures.wire.ts';
import { DayOrNull, InstantOrNull, NumberOrNull, TextOrNull } from './nullable.ts';
import { Overrides, toOverrides } from './overrides.wire.ts';
import { rounded } from './rounded.ts';
import { Budget, Policy, toPolicyMembers } from './scope-policy.wire.ts';

const Instant = Type.String({ format: 'date-time' });
const Person = Type.Object({ id: Type.Integer(), uid: Type.String(), name: Type.String() });
const outcomes = ['done', 'late', 'on_arrival', 'unfinished', 'cancelled', 'after_close', 'deleted'] as const;
const causeKinds = ['late_finish', 'reopening', 'reestimate', 'deletion', 'dates', 'run_again'] as const;

const Cause = Type.Object({
  kind: Type.String({ enum: [...causeKinds] }),
  itemId: Type.Unsafe<number | null>({ type: ['integer', 'null'] }),
  seq: Type.Integer({ description: 'The number of the event that tells of it' }),
  at: Instant,
  actorId: Type.Integer(),
  change: Type.Object(
    { scope: Amount, done: Amount, remaining: Amount, velocity: Amount },
    { description: 'What it adds to each figure' },
  ),
});

/** A member of an iteration as a statement has it. */
const StatedItem = Type.Object({
  id: Type.Integer(),
  key: Type.String(),
  title: Type.String(),
  type: Type.String(),
  committed: Type.Unsafe<number | null>({ ...NumberOrNull, description: 'Points at the freeze; null: not committed' }),
  points: Type.Number(),
  isUnestimated: Type.Boolean(),
  outcome: Type.String({ enum: [...outcomes] }),
  doneAt: InstantOrNull,
  destination: Type.Unsafe<{ kind: string; iterationId?: number; childId?: number } | null>({
    type: ['object', 'null'],
    properties: {
      kind: { type: 'string', enum: ['iteration', 'backlog', 'stay', 'split', 'cancel'] },
      iterationId: { type: 'integer' },
      childId: { type: 'integer' },
    },
    description: 'What the close did with it; null for what was over already',
  }),
  carryCount: Type.Integer(),
});
type StatedItem = Static<typeof StatedItem>;

const Rules = Type.Object(
  {
    profile: Type.String(),
    graceMinutes: Type.Number(),
    defaultEstimate: NumberOrNull,
    creditHours: Type.Number(),
    zone: Type.String(),
    start: DayOrNull,
    end: DayOrNull,
    weekdays: Type.Array(Type.Integer()),
    specialDays: Type.Array(
      Type.Object({ day: Type.String({ format: 'date' }), isWorking: Type.Boolean(), name: Type.String() }),
    ),
    startedAt: Instant,
    finishedAt: Instant,
    scopePolicy: Type.Union([Type.Object({ policy: Policy, budget: Type.Union([Budget, Type.Null()]) }), Type.Null()], {
      description: 'At the close; null where that was not stated yet',
    }),
  },
  { description: 'By which it was counted' },
);

const summary = {
  iterationId: Type.Integer(),
  number: Type.Integer({ minimum: 1 }),
  issuedAt: Instant,
  issuedBy: Person,
  reason: Type.Unsafe<string | null>({ ...TextOrNull, description: 'Null where the iteration was closed' }),
  firstSeq: Type.Integer({ description: 'The events that it covers' }),
  lastSeq: Type.Integer(),
  figures: StatementFiguresOut,
  causes: Type.Array(Cause, { description: 'Why it differs from the one before' }),
  definition: Rules,
  overrides: Overrides,
  hash: Type.String({ description: 'SHA-256 of all of it and of the hash of the one before it in the organization' }),
  previousHash: Type.String(),
};

/** A statement with its items. */
export const Statement = Type.Object({ ...summary, items: Type.Array(StatedItem) });
export type Statement = Static<typeof Statement>;

/** The statements of an iteration, the first one first, without their items. */
export const Statements = Type.Object({ statements: Type.Array(Type.Object(summary)), next: TextOrNull });
export type Statements = Static<typeof Statements>;

const Figure = Type.Unsafe<(typeof comparedFigures)[number]>({ type: 'string', enum: [...comparedFigures] });

/** How one statement differs from an earlier one. */
export const StatementDiff = Type.Object({
  iterationId: Type.Integer(),
  number: Type.Integer(),
  against: Type.Integer(),
  figures: Type.Array(Type.Object({ figure: Figure, before: Amount, after: Amount, change: Amount })),
  items: Type.Array(
    Type.Object({
      before: Type.Unsafe<StatedItem | null>({ ...StatedItem, type: ['object', 'null'] }),
      after: Type.Unsafe<StatedItem | null>({ ...StatedItem, type: ['object', 'null'] }),
    }),
  ),
  causes: Type.Array(Cause),
});
export type StatementDiff = Static<typeof StatementDiff>;

/** Body of POST. */
export const NewRestatement = Type.Object(
  { reason: Type.String({ minLength: 1, maxLength: 1000, description: 'Why the iteration is stated anew' }) },
  { additionalProperties: false },
);
export type NewRestatement = Static<typeof NewRestatement>;

/** What a POST asks for, and what is wrong with it. */
export function toRestatement(body: NewRestatement, doubts: Doubts): { reason: string; doubts: Doubts } {
  if (doubts.body !== undefined || doubts.faults !== undefined) return { reason: '', doubts };
  const rule = textFault(body.reason, { min: 1, max: 1000, lines: 'several' });
  const message = 'A reason has 1 to 1,000 characters';
  const faults: Fault[] = rule === null ? [] : [{ field: 'reason', rule, message }];
  return { reason: body.reason, doubts: { faults } };
}

/** A statement without its items. */
export function toSummary(statement: CoreStatement): Statements['statements'][number] {
  const { iterationId, number, reason, issuedBy, firstSeq, lastSeq, hash, previousHash } = statement;
  return {
    iterationId,
    number,
    issuedAt: isoInstant(statement.issuedAt),
    issuedBy,
    reason,
    firstSeq,
    lastSeq,
    figures: toStatementFigures(statement.figures),
    causes: statement.causes.map(toCause),
    definition: toRules(statement.definition),
    overrides: toOverrides(statement.definition.scope?.overrides ?? []),
    hash,
    previousHash,
  };
}

/** A statement as it goes out. */
export function toStatement(found: {
  readonly statement: CoreStatement;
  readonly items: readonly CoreItem[];
}): Statement {
  return { ...toSummary(found.statement), items: found.items.map(toItem) };
}

/** A comparison as it goes out. */
export function toDiff(
  of: { readonly iterationId: number; readonly number: number; readonly against: number },
  { figures, items, causes }: StatementDifference & { readonly causes: readonly CoreCause[] },
): StatementDiff {
  return {
    ...of,
    figures: figures.map(({ figure, before, after, change }) => ({
      figure,
      before: toAmount(before),
      after: toAmount(after),
      change: toAmount(change),
    })),
    items: items.map(({ before, after }) => ({ before: before && toItem(before), after: after && toItem(after) })),
    causes: causes.map(toCause),
  };
}

function toItem(item: CoreItem): StatedItem {
  const { id, key, title, type, committed, points, isUnestimated, outcome, doneAt, fate, carries } = item;
  return {
    id,
    key,
    title,
    type,
    committed: committed === null ? null : rounded(committed),
    points: rounded(points),
    isUnestimated,
    outcome,
    doneAt: doneAt === null ? null : isoInstant(doneAt),
    destination: fate,
    carryCount: carries,
  };
}

function toCause({ kind, itemId, seq, at, actorId, change }: CoreCause): Static<typeof Cause> {
  const { scope, done, remaining, velocity } = change;
  return {
    kind,
    itemId,
    seq,
    at: isoInstant(at),
    actorId,
    change: {
      scope: toAmount(scope),
      done: toAmount(done),
      remaining: toAmount(remaining),
      velocity: toAmount(velocity),
    },
  };
}

function toRules(definition: Definition): Static<typeof Rules> {
  const { profile, rules, zone, planned, window, startedAt, finishedAt, scope } = definition;
  return {
    profile,
    ...rules,
    zone,
    ...planned,
    weekdays: [...window.calendar.weekdays],
    specialDays: [...window.calendar.days],
    startedAt: isoInstant(startedAt),
    finishedAt: isoInstant(finishedAt),
    scopePolicy: scope === undefined ? null : toPolicyMembers(scope.policy),
  };
}
