import { Type } from 'typebox';
import type { RolloverPolicy as CorePolicy } from '../../actions/index.ts';
import type { BacktestOfClose } from '../../domain/backtest.ts';
import { isoInstant } from '../../domain/days.ts';
import { priorities } from '../../domain/item.ts';
import type { Doubts, Fault } from '../../domain/refusal.ts';
import { estimateRules, type RolloverRule, ranks, ruleTargets } from '../../domain/rollover-policy.ts';
import { textFault } from '../../domain/text.ts';
import { IdOrNull, NumberOrNull, TextOrNull } from './nullable.ts';

const word = <const T extends readonly string[]>(words: T, description?: string) =>
  Type.Unsafe<T[number]>(Type.String({ enum: [...words], ...(description === undefined ? {} : { description }) }));
const some = <T extends Type.TSchema>(schema: T) => Type.Array(schema, { minItems: 1, maxItems: 100 });
const range = (maximum: number, description: string) =>
  Type.Object(
    {
      atLeast: Type.Optional(Type.Number({ minimum: 0, maximum })),
      atMost: Type.Optional(Type.Number({ minimum: 0, maximum })),
    },
    { additionalProperties: false, minProperties: 1, description },
  );

const Condition = Type.Object(
  {
    state: Type.Optional(word(['queued', 'in_progress'])),
    type: Type.Optional(some(Type.String({ maxLength: 256 }))),
    priority: Type.Optional(some(word(priorities))),
    tag: Type.Optional(some(Type.String({ maxLength: 256 }))),
    unassigned: Type.Optional(Type.Boolean()),
    assigneeOff: Type.Optional(
      Type.Boolean({
        description:
          'Whether its assignee is away for more than half of the days on which that person would work in the iteration ' +
          'that follows',
      }),
    ),
    startedWithin: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 3650, description: 'Begun so many days ago or later' }),
    ),
    carryCount: Type.Optional(range(1e6, 'How often it was carried before')),
    remainingShare: Type.Optional(range(1, 'Of its working time: left ÷ (left + spent)')),
  },
  { additionalProperties: false, description: 'All of it must be true; nothing is true of every item' },
);

const Rule = Type.Object(
  {
    id: Type.String({ minLength: 1, maxLength: 64, pattern: '^[\\w.-]+$', description: 'Receipts name it' }),
    when: Condition,
    to: word(ruleTargets),
    rank: Type.Optional(word(ranks, 'Where in the next iteration; bottom if absent')),
    estimate: Type.Optional(word(estimateRules, 'remaining: cut to the share that is left; keep if absent')),
    notify: Type.Optional(
      Type.Boolean({
        description:
          'Whether the assignee, the author and the followers of an item are told by an event, item.rolled_over; false if ' +
          'absent',
      }),
    ),
  },
  { additionalProperties: false },
);
const Rules = Type.Array(Rule, {
  minItems: 1,
  maxItems: 100,
  description: 'The first that fits decides; the last, and only it, has no condition',
});
const Name = Type.String({ minLength: 1, maxLength: 256 });

/** Body of POST, and of PATCH, where what is not mentioned stays. */
export const NewPolicy = Type.Object({ name: Name, rules: Rules }, { additionalProperties: false });
export type NewPolicy = Type.Static<typeof NewPolicy>;
export const PolicyPatch = Type.Object(
  { name: Type.Optional(Name), rules: Type.Optional(Rules) },
  { additionalProperties: false },
);
export type PolicyPatch = Type.Static<typeof PolicyPatch>;

/** A policy as it goes out. */
export const Policy = Type.Object({
  id: Type.Integer(),
  projectId: Type.Integer(),
  name: Type.String(),
  rules: Type.Array(
    Type.Object({ ...Rule.properties, rank: word(ranks), estimate: word(estimateRules), notify: Type.Boolean() }),
  ),
  version: Type.Integer(),
  createdAt: Type.String({ format: 'date-time' }),
  createdBy: Type.Integer(),
  updatedAt: Type.String({ format: 'date-time' }),
  updatedBy: Type.Integer(),
});
export type Policy = Type.Static<typeof Policy>;

/** The policies of a project, oldest first. */
export const Policies = Type.Object({ policies: Type.Array(Policy), next: TextOrNull });
export type Policies = Type.Static<typeof Policies>;

const Amount = Type.Object({ points: Type.Number(), items: Type.Integer() });
const Fates = Type.Object({ carried: Amount, returned: Amount, kept: Amount, cancelled: Amount });
const kind = word(['carry', 'returnToTop', 'returnToBottom', 'stay', 'cancel', 'split']);

/** What a policy would have made of the newest closes, the newest first. */
export const Backtest = Type.Object({
  closes: Type.Array(
    Type.Object({
      receiptId: Type.Integer(),
      iterationId: Type.Integer(),
      actual: Fates,
      byPolicy: Fates,
      told: Type.Object(
        { actual: Type.Integer(), byPolicy: Type.Integer() },
        { description: 'Of how many items the people were told, and would have been' },
      ),
      differing: Type.Array(Type.Object({ itemId: Type.Integer(), actual: kind, byPolicy: kind, rule: Type.String() })),
      following: Type.Union(
        [
          Type.Object({
            iterationId: IdOrNull,
            finished: Type.Object(Amount.properties, {
              description: 'Of what the policy carries, what was done there',
            }),
            committedPoints: Type.Unsafe<number | null>({
              ...NumberOrNull,
              description: 'Its commitment, had it been filled by the policy',
            }),
            minCapacity: NumberOrNull,
            maxCapacity: NumberOrNull,
            load: word(['under', 'within', 'over', 'open']),
          }),
          Type.Null(),
        ],
        { description: 'The iteration into which most was carried' },
      ),
    }),
  ),
});
export type Backtest = Type.Static<typeof Backtest>;

/** What a POST or a PATCH asks for, and what is wrong with it. */
export function toPolicyFields(body: PolicyPatch, doubts: Doubts) {
  if (doubts.body !== undefined || doubts.faults !== undefined) return { fields: {}, doubts };
  const faults: Fault[] = [];
  const { name, rules } = body;
  if (name !== undefined && textFault(name, { min: 1, max: 256 }) !== null) {
    faults.push({ field: 'name', rule: 'length', message: 'A name has 1 to 256 characters, on one line' });
  }
  const fields = {
    ...(name === undefined ? {} : { name }),
    ...(rules === undefined ? {} : { rules: rules.map(toRule) }),
  };
  return { fields, doubts: { faults } };
}

/** A policy as it goes out. */
export function toPolicy({ id, projectId, name, rules, version, ...stamps }: CorePolicy): Policy {
  return {
    id,
    projectId,
    name,
    rules: rules.map(({ when: { type, priority, tag, ...when }, ...rule }) => ({
      ...rule,
      when: {
        ...when,
        ...(type === undefined ? {} : { type: [...type] }),
        ...(priority === undefined ? {} : { priority: [...priority] }),
        ...(tag === undefined ? {} : { tag: [...tag] }),
      },
    })),
    version,
    createdAt: isoInstant(stamps.createdAt),
    createdBy: stamps.createdBy,
    updatedAt: isoInstant(stamps.updatedAt),
    updatedBy: stamps.updatedBy,
  };
}

/** A back-test as it goes out. */
export function toBacktest(closes: readonly BacktestOfClose[]): Backtest {
  return {
    closes: closes.map(({ differing, ...close }) => ({ ...close, differing: differing.map((each) => ({ ...each })) })),
  };
}

function toRule({
  rank = 'bottom',
  estimate = 'keep',
  notify = false,
  ...rule
}: Type.Static<typeof Rule>): RolloverRule {
  return { ...rule, rank, estimate, notify };
}
