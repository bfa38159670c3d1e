import { Type } from 'typebox';
import type { CreateClosePlan, FingerprintSeen } from '../../actions/index.ts';
import type { Amount as CoreAmount } from '../../domain/amount.ts';
import { type Choice, credits, type Decision, type Destination, type ItemWish } from '../../domain/close-plan.ts';
import { isDay, isoInstant } from '../../domain/days.ts';
import type { PlannedDate } from '../../domain/iteration.ts';
import type { ClosePlan as CorePlan, NewIterationWish } from '../../domain/plan-of-close.ts';
import type { Doubts, Fault } from '../../domain/refusal.ts';
import { ranks, ruleTargets } from '../../domain/rollover-policy.ts';
import { textFault } from '../../domain/text.ts';
import { nativePolicy } from './iterations.wire.ts';
import { DayOrNull, NumberOrNull, nullable } from './nullable.ts';

const targets = [
  'next',
  'iteration',
  'newIteration',
  'backlogTop',
  'backlogBottom',
  'stay',
  'split',
  'cancel',
] as const;
type Target = (typeof targets)[number];
const Estimate = nullable(Type.Number({ minimum: 0, maximum: 1e9 }));
const Rank = Type.Unsafe<(typeof ranks)[number]>(Type.String({ enum: [...ranks] }));

const Wish = Type.Object(
  {
    itemId: Type.Integer({ minimum: 1 }),
    to: Type.Unsafe<Target>(Type.String({ enum: [...targets] })),
    iterationId: Type.Optional(
      Type.Integer({
        minimum: 1,
        description: 'With iteration, and with split where the rest does not go to the next one',
      }),
    ),
    rank: Type.Optional(Rank),
    estimate: Type.Optional(nullable({ ...Estimate, type: 'number', description: 'What it is re-estimated to' })),
    donePart: Type.Optional(Type.Number({ minimum: 0, maximum: 1e9, description: 'With split: points that are done' })),
    credit: Type.Optional(
      Type.Unsafe<(typeof credits)[number]>(
        Type.String({ enum: [...credits], description: 'With split: whether the done part counts; none if absent' }),
      ),
    ),
    note: Type.Optional(Type.String({ minLength: 1, maxLength: 1000, description: 'Why it goes on once more' })),
  },
  { additionalProperties: false },
);
type Wish = Type.Static<typeof Wish>;

/** Body of POST. */
export const NewClosePlan = Type.Object(
  {
    policyId: Type.Optional(Type.Integer({ minimum: 1, description: 'Decides about items that are not named' })),
    unfinished: Type.Optional(
      Type.Unsafe<(typeof ruleTargets)[number]>(
        Type.String({ enum: [...ruleTargets], description: 'Where they go without a policy; next if absent' }),
      ),
    ),
    nextIterationId: Type.Optional(
      Type.Integer({ minimum: 1, description: 'What next means; the one that follows on the board if absent' }),
    ),
    newIteration: Type.Optional(
      Type.Object(
        {
          title: Type.String({ minLength: 1, maxLength: 256 }),
          start: Type.Optional(DayOrNull),
          end: Type.Optional(DayOrNull),
        },
        { additionalProperties: false, description: 'Made by the close, if something goes there; next means it' },
      ),
    ),
    items: Type.Optional(Type.Array(Wish, { maxItems: 10_000 })),
  },
  { additionalProperties: false },
);
export type NewClosePlan = Type.Static<typeof NewClosePlan>;

const Amount = Type.Object({ points: Type.Number(), items: Type.Integer() });
const PolicyRef = Type.Union([Type.Object({ id: Type.Integer(), version: Type.Integer() }), Type.Null()]);
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
  items: Type.Array(
    Type.Object({
      id: Type.Integer(),
      key: Type.String(),
      title: Type.String(),
      estimate: NumberOrNull,
      carryCount: Type.Integer({ description: 'How often it was carried before' }),
      ...choiceMembers,
      estimateAfter: Type.Optional(NumberOrNull),
      reason: Type.String({
        description: 'The rule, or explicit, everything, not_live, planned_elsewhere, no_next_iteration, not_permitted',
      }),
      note: Type.Optional(Type.String()),
      warnings: Type.Array(Type.String({ enum: ['third_carry', 'unestimated', 'blocked'] })),
    }),
    { description: 'Every unfinished item, in the order of the iteration' },
  ),
  undecided: Type.Array(Type.Integer(), {
    description: 'Items at their third carry: until somebody decides about them the plan cannot be carried out',
  }),
  balance: Type.Object(
    {
      members: Type.Integer(),
      done: Amount,
      cancelled: Type.Integer(),
      carried: Amount,
      returned: Amount,
      kept: Amount,
      uncredited: Type.Number({ description: 'Done parts of items that are split without credit' }),
    },
    { description: 'members = done + cancelled + carried + returned + kept, in items' },
  ),
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
export const Close = Type.Object({ planId: Type.Integer({ minimum: 1 }) }, { additionalProperties: false });
export type Close = Type.Static<typeof Close>;

/** What a POST asks for, and what is wrong with it. */
export function toNewClosePlan(iterationId: number, body: NewClosePlan, doubts: Doubts): CreateClosePlan {
  const find = { iteration: { id: iterationId }, policy: nativePolicy };
  if (doubts.body !== undefined || doubts.faults !== undefined) return { ...find, items: [], doubts };
  const faults: Fault[] = [];
  const { policyId, unfinished, nextIterationId, newIteration, items = [] } = body;
  if (policyId !== undefined && unfinished !== undefined) {
    faults.push({ field: 'unfinished', rule: 'rule', message: 'A policy decides already' });
  }
  return {
    ...find,
    ...(policyId === undefined ? {} : { policyId }),
    ...(unfinished === undefined ? {} : { unfinished }),
    ...(nextIterationId === undefined ? {} : { next: { id: nextIterationId } }),
    ...(newIteration === undefined ? {} : { newIteration: toNewIteration(newIteration, faults) }),
    items: items.map((wish, index) => toWish(wish, `items.${index}`, newIteration !== undefined, faults)),
    doubts: { faults },
  };
}

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
  const { id, iterationId, fingerprint, createdBy, policy, newIteration, balance } = plan;
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
    items: plan.items.flatMap((item, index) => {
      const decision = plan.decisions[index];
      return decision === undefined ? [] : [{ ...item, ...toDecision(decision) }];
    }),
    undecided: plan.decisions.flatMap(({ itemId, warnings }) => (warnings.includes('third_carry') ? [itemId] : [])),
    balance: {
      members: balance.members,
      done: rounded(balance.done),
      cancelled: balance.cancelled.items,
      carried: rounded(balance.carried),
      returned: rounded(balance.returned),
      kept: rounded(balance.kept),
      uncredited: toMillionth(balance.uncredited),
    },
    destinations: plan.destinations.map(({ to, present, arriving, ...rest }) => ({
      iterationId: idOf(to),
      ...rest,
      present: rounded(present),
      arriving: rounded(arriving),
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

function toDecision({ choice, reason, estimate, note, warnings, circumstances }: Decision) {
  return {
    carryCount: circumstances.carryCount,
    ...toChoice(choice),
    ...(estimate === undefined ? {} : { estimateAfter: estimate }),
    reason,
    ...(note === undefined ? {} : { note }),
    warnings: [...warnings],
  };
}

function toWish(wish: Wish, at: string, hasNew: boolean, faults: Fault[]): ItemWish {
  const { itemId, to, iterationId, donePart, note, estimate } = wish;
  const fault = (field: string, message: string) => faults.push({ field: `${at}.${field}`, rule: 'rule', message });
  const takesIteration = to === 'iteration' || to === 'split';
  if (to === 'iteration' && iterationId === undefined) fault('iterationId', 'It must be said which iteration');
  if (!takesIteration && iterationId !== undefined) fault('iterationId', 'Only for what goes to an iteration');
  if (to === 'split' && donePart === undefined) fault('donePart', 'It must be said how much is done');
  if (to !== 'split' && donePart !== undefined) fault('donePart', 'Only what is split has a done part');
  if (to !== 'split' && wish.credit !== undefined) fault('credit', 'Only what is split has a credit');
  if (to === 'newIteration' && !hasNew) fault('to', 'The plan makes no new iteration');
  const isMoved = to !== 'split' && to !== 'stay' && to !== 'cancel';
  if (estimate !== undefined && !isMoved) fault('estimate', 'Only what goes on is re-estimated');
  if (note !== undefined && textFault(note, { min: 1, max: 1000, lines: 'several' }) !== null) {
    fault('note', 'A note has 1 to 1,000 characters');
  }
  return {
    itemId,
    choice: choiceOf(wish),
    ...(estimate === undefined ? {} : { estimate }),
    ...(note === undefined ? {} : { note }),
  };
}

function choiceOf({ to, iterationId, rank = 'bottom', donePart = 0, credit = 'none' }: Wish): ItemWish['choice'] {
  switch (to) {
    case 'next':
      return { action: 'carry', to: 'next', rank };
    case 'iteration':
      return { action: 'carry', to: iterationId ?? 'next', rank };
    case 'newIteration':
      return { action: 'carry', to: 'new', rank };
    case 'backlogTop':
      return { action: 'return', rank: 'top' };
    case 'backlogBottom':
      return { action: 'return', rank: 'bottom' };
    case 'split':
      return { action: 'split', to: iterationId ?? 'next', donePart, credit };
    case 'stay':
    case 'cancel':
      return { action: to };
  }
}

function toNewIteration(body: NonNullable<NewClosePlan['newIteration']>, faults: Fault[]): NewIterationWish {
  const { title, start = null, end = null } = body;
  if (textFault(title, { min: 1, max: 256 }) !== null) {
    faults.push({
      field: 'newIteration.title',
      rule: 'length',
      message: 'A title has 1 to 256 characters, on one line',
    });
  }
  const day = (name: string, text: string | null): PlannedDate | null => {
    if (text === null) return null;
    const message = 'A day is written YYYY-MM-DD, from 1900 to 2200';
    if (!isDay(text)) faults.push({ field: `newIteration.${name}`, rule: 'format', message });
    return { day: text, at: null };
  };
  const wish = { title, start: day('start', start), end: day('end', end) };
  if (start !== null && end !== null && end < start) {
    faults.push({ field: 'newIteration.end', rule: 'rule', message: 'The end is before the start' });
  }
  return wish;
}

function idOf(to: Destination): number | null {
  return to === 'new' ? null : to;
}

function rounded({ points, items }: CoreAmount): CoreAmount {
  return { points: toMillionth(points), items };
}

/** Sums of estimates like 0.1 are never exact. */
function toMillionth(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
