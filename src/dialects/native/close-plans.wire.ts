import { Type } from 'typebox';
import type { FingerprintSeen } from '../../actions/index.ts';
import { type Choice, credits, type Decision, type Destination } from '../../domain/close-plan.ts';
import { isoInstant } from '../../domain/days.ts';
import type { ClosePlan as CorePlan } from '../../domain/plan-of-close.ts';
import { ranks } from '../../domain/rollover-policy.ts';
import { Amount, StatementFiguresOut, toAmount, toStatementFigures } from './figures.wire.ts';
import { DayOrNull, NumberOrNull, nullable, TextOrNull } from './nullable.ts';

const Rank = Type.Unsafe<(typeof ranks)[number]>(Type.String({ enum: [...ranks] }));

const PolicyRef = Type.Union([Type.Object({ id: Type.Integer(), version: Type.Integer() }), Type.Null()]);
const Named = Type.Object({ id: Type.Integer(), name: Type.String() });
const IterationId = nullable(Type.Integer({ description: 'Null: none, or the one that the close makes' }));

/** What was decided, as it goes out. */
export const choiceMembers = {
  action: Type.String({ enum: ['carry', 'backlogTop', 'backlogBottom', 'stay', 'split', 'cancel'] }),
  iterationId: IterationId,
  rank: Type.Optional(Rank),
  donePart: Type.Optional(Type.Number()),
  credit: Type.Optional(Type.String({ enum: [...credits] })),
};

/** A close as it would be carried out. */
export const ClosePlan = Type.Object({
  id: Type.Integer(),
  iterationId: Type.Integer(),
  fingerprint: Type.String({ description: 'To be sent in If-Match, in quotes' }),
  createdAt: Type.String({ format: 'date-time' }),
  createdBy: Type.Integer(),
  policy: PolicyRef,
  newIteration: Type.Union([Type.Object({ title: Type.String(), start: DayOrNull, end: DayOrNull }), Type.Null()]),
  finishedDay: nullable(Type.String({ format: 'date', description: 'When it really ended; null: when it is closed' })),
  leftOut: Type.Union([Type.Object({ items: Type.Integer(), done: Amount }), Type.Null()], {
    description:
      'Of how many items something happened after finishedDay, and how much of them was finished on balance: the ' +
      'statement leaves it out, and a restatement may take it in. Null where the close is not dated back',
  }),
  items: Type.Array(
    Type.Object({
      id: Type.Integer(),
      key: nullable(
        Type.String({ description: 'Null, as the title, for an item of a project that the caller cannot see' }),
      ),
      title: TextOrNull,
      estimate: NumberOrNull,
      carryCount: Type.Integer({ description: 'How often it was carried before' }),
      ...choiceMembers,
      estimateAfter: Type.Optional(NumberOrNull),
      reason: Type.String({
        description: 'The rule, or explicit, everything, not_live, planned_elsewhere, no_next_iteration, not_permitted',
      }),
      note: Type.Optional(Type.String()),
      notify: Type.Optional(Type.Literal(true, { description: 'The people of the item will be told' })),
      notified: Type.Array(Named, { description: 'Who that is' }),
      assigneeAway: Type.Union([Named, Type.Null()], {
        description:
          'The assignee, if away for most of the iteration that follows; guests learn it of themselves alone',
      }),
      warnings: Type.Array(Type.String({ enum: ['third_carry', 'unestimated', 'blocked'] })),
    }),
    { description: 'Every unfinished item, in the order of the iteration' },
  ),
  undecided: Type.Array(Type.Integer(), {
    description: 'Items at their third carry: until somebody decides about them the plan cannot be carried out',
  }),
  statement: Type.Object(StatementFiguresOut.properties, { description: 'What the statement of the close will say' }),
  destinations: Type.Array(
    Type.Object({
      iterationId: IterationId,
      title: Type.String(),
      present: Amount,
      arriving: Amount,
      minCapacity: NumberOrNull,
      maxCapacity: NumberOrNull,
      load: Type.String({ enum: ['under', 'within', 'over', 'open'] }),
    }),
  ),
});
export type ClosePlan = Type.Static<typeof ClosePlan>;

/** Body of a close. */
export const Close = Type.Object(
  { planId: Type.Integer({ minimum: 1 }) },
  { additionalProperties: false, examples: [{ planId: 31 }] },
);
export type Close = Type.Static<typeof Close>;

/** Which fingerprints If-Match names. */
export function toFingerprint(header: string | undefined): FingerprintSeen {
  if (header === undefined) return 'none';
  const text = header.trim();
  if (text === '*') return 'any';
  const tags = text.split(',').map((tag) => /^(W\/)?"([\x21\x23-\x7e]*)"$/.exec(tag.trim()));
  if (tags.includes(null)) return 'malformed';
  // A weak tag matches nothing (RFC 9110, 13.1.1).
  return tags.flatMap((tag) => (tag === null || tag[1] !== undefined ? [] : [tag[2] ?? '']));
}

/** A plan as it goes out. */
export function toClosePlan(plan: CorePlan): ClosePlan {
  const { id, iterationId, fingerprint, createdBy, policy, newIteration } = plan;
  return {
    id,
    iterationId,
    fingerprint,
    createdAt: isoInstant(plan.createdAt),
    createdBy,
    policy,
    newIteration:
      newIteration === null
        ? null
        : {
            title: newIteration.title,
            start: newIteration.start?.day ?? null,
            end: newIteration.end?.day ?? null,
          },
    finishedDay: plan.finishedDay ?? null,
    leftOut: plan.leftOut === undefined ? null : { ...plan.leftOut, done: toAmount(plan.leftOut.done) },
    items: plan.items.flatMap(({ projectId: _, ...item }, index) => {
      const decision = plan.decisions[index];
      const notified = [...item.notified];
      return decision === undefined ? [] : [{ ...item, notified, ...toDecision(decision) }];
    }),
    undecided: plan.decisions.flatMap(({ itemId, warnings }) => (warnings.includes('third_carry') ? [itemId] : [])),
    statement: toStatementFigures(plan.figures),
    destinations: plan.destinations.map(({ to, present, arriving, ...rest }) => ({
      iterationId: idOf(to),
      ...rest,
      present: toAmount(present),
      arriving: toAmount(arriving),
    })),
  };
}

/** What becomes of an item, as it goes out. */
export function toChoice(choice: Choice) {
  if (choice.action === 'return') {
    return { action: choice.rank === 'top' ? 'backlogTop' : 'backlogBottom', iterationId: null };
  }
  if (!('to' in choice)) return { action: choice.action, iterationId: null };
  const { to, ...rest } = choice;
  return { ...rest, iterationId: idOf(to) };
}

function toDecision({ choice, reason, estimate, note, notify, warnings, circumstances }: Decision) {
  return {
    carryCount: circumstances.carryCount,
    ...toChoice(choice),
    ...(estimate === undefined ? {} : { estimateAfter: estimate }),
    reason,
    ...(note === undefined ? {} : { note }),
    ...(notify === undefined ? {} : { notify }),
    warnings: [...warnings],
  };
}

function idOf(to: Destination): number | null {
  return to === 'new' ? null : to;
}
