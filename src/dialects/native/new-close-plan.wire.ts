import { Type } from 'typebox';
import type { CreateClosePlan } from '../../actions/index.ts';
import { credits, type ItemWish } from '../../domain/close-plan.ts';
import { isDay } from '../../domain/days.ts';
import type { PlannedDate } from '../../domain/iteration.ts';
import type { NewIterationWish } from '../../domain/plan-of-close.ts';
import type { Doubts, Fault } from '../../domain/refusal.ts';
import { ranks, ruleTargets } from '../../domain/rollover-policy.ts';
import { textFault } from '../../domain/text.ts';
import { nativePolicy } from './iterations.wire.ts';
import { DayOrNull, nullable } from './nullable.ts';

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
    finishedDay: Type.Optional(
      Type.String({
        format: 'date',
        description:
          'When it really ended, in its zone: a day from its start to today. What happened later ' +
          'counts as after the close. When it is closed, if absent',
      }),
    ),
    items: Type.Optional(Type.Array(Wish, { maxItems: 10_000 })),
  },
  { additionalProperties: false, examples: [{ unfinished: 'next', items: [{ itemId: 7, to: 'backlogTop' }] }] },
);
export type NewClosePlan = Type.Static<typeof NewClosePlan>;

const dayMessage = 'A day is written YYYY-MM-DD, from 1900 to 2200';

/** What a POST asks for, and what is wrong with it. */
export function toNewClosePlan(iterationId: number, body: NewClosePlan, doubts: Doubts): CreateClosePlan {
  const find = { iteration: { id: iterationId }, policy: nativePolicy };
  if (doubts.body !== undefined || doubts.faults !== undefined) return { ...find, items: [], doubts };
  const faults: Fault[] = [];
  const { policyId, unfinished, nextIterationId, newIteration, finishedDay, items = [] } = body;
  if (finishedDay !== undefined && !isDay(finishedDay)) {
    faults.push({ field: 'finishedDay', rule: 'format', message: dayMessage });
  }
  if (policyId !== undefined && unfinished !== undefined) {
    faults.push({ field: 'unfinished', rule: 'rule', message: 'A policy decides already' });
  }
  return {
    ...find,
    ...(policyId === undefined ? {} : { policyId }),
    ...(unfinished === undefined ? {} : { unfinished }),
    ...(nextIterationId === undefined ? {} : { next: { id: nextIterationId } }),
    ...(newIteration === undefined ? {} : { newIteration: toNewIteration(newIteration, faults) }),
    ...(finishedDay === undefined ? {} : { finishedDay }),
    items: items.map((wish, index) => toWish(wish, `items.${index}`, newIteration !== undefined, faults)),
    doubts: { faults },
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
    if (!isDay(text)) faults.push({ field: `newIteration.${name}`, rule: 'format', message: dayMessage });
    return { day: text, at: null };
  };
  const wish = { title, start: day('start', start), end: day('end', end) };
  if (start !== null && end !== null && end < start) {
    faults.push({ field: 'newIteration.end', rule: 'rule', message: 'The end is before the start' });
  }
  return wish;
}
