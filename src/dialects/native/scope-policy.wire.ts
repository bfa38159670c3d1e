import { Type } from 'typebox';
import type { ScopePolicyView } from '../../actions/index.ts';
import type { Doubts, Fault } from '../../domain/refusal.ts';
import type { ScopePolicy as CorePolicy } from '../../domain/scope-policy.ts';
import { textFault } from '../../domain/text.ts';
import { Overrides, toOverrides } from './overrides.wire.ts';
import { rounded } from './rounded.ts';

/** The kinds of scope policies. */
export const Policy = Type.Union([
  Type.Literal('open'),
  Type.Literal('budget'),
  Type.Literal('swapOnly'),
  Type.Literal('frozen'),
]);
const Measure = Type.Union([Type.Literal('points'), Type.Literal('percent'), Type.Literal('items')], {
  description: 'Per cents are of the points it was committed to',
});
/** How much more may come in than is taken out. */
export const Budget = Type.Object(
  { measure: Measure, amount: Type.Number({ minimum: 0, maximum: 1e9 }) },
  { additionalProperties: false },
);

/** Body of PUT: the whole policy. */
export const NewScopePolicy = Type.Object(
  {
    policy: Policy,
    budget: Type.Optional(Type.Union([Budget, Type.Null()], { description: 'With `budget`, and with nothing else' })),
  },
  { additionalProperties: false },
);
export type NewScopePolicy = Type.Static<typeof NewScopePolicy>;

/** How much may come into an iteration after its commitment was measured, and what has come. */
export const ScopePolicy = Type.Object({
  iterationId: Type.Integer(),
  version: Type.Integer(),
  policy: Policy,
  budget: Type.Union([Budget, Type.Null()]),
  limit: Type.Union([Type.Number(), Type.Null()], {
    description: 'The budget in points or items; null without one, and for per cents of what is not committed yet',
  }),
  net: Type.Object(
    { points: Type.Number(), items: Type.Number() },
    { description: 'What came in since the freeze less what was taken out; cancelling takes nothing out' },
  ),
  overrides: Overrides,
});
export type ScopePolicy = Type.Static<typeof ScopePolicy>;

const ItemIds = { maxItems: 200, uniqueItems: true };

/** Body of a swap. */
export const Swap = Type.Object(
  {
    in: Type.Array(Type.Integer({ minimum: 1 }), { ...ItemIds, description: 'Items that come into the iteration' }),
    out: Type.Array(Type.Integer({ minimum: 1 }), { ...ItemIds, description: 'Items of it that go out' }),
    reason: Type.String({ minLength: 1, maxLength: 1000 }),
    override: Type.Optional(
      Type.Boolean({ description: 'Do it even if the policy has no room: for administrators of the project' }),
    ),
  },
  { additionalProperties: false },
);
export type Swap = Type.Static<typeof Swap>;

/** What a PUT asks for, and what is wrong with it. A body that does not fit its schema asks for nothing. */
export function toPolicy(
  body: NewScopePolicy,
  doubts: Doubts,
): { readonly policy: CorePolicy; readonly doubts: Doubts } {
  const open = { kind: 'open' } as const;
  if (doubts.body !== undefined || doubts.faults !== undefined) return { policy: open, doubts };
  const { policy, budget = null } = body;
  if (policy === 'budget' && budget !== null) return { policy: { kind: policy, ...budget }, doubts };
  const fault = (rule: Fault['rule'], message: string) => ({
    policy: open,
    doubts: { faults: [{ field: 'budget', rule, message }] },
  });
  if (policy === 'budget') return fault('missing', 'A budget has a measure and an amount');
  if (budget !== null) return fault('rule', 'Only the policy budget has a budget');
  return { policy: { kind: policy }, doubts };
}

/** What a swap asks for, and what is wrong with it. */
export function toSwap(body: Swap, doubts: Doubts) {
  if (doubts.body !== undefined || doubts.faults !== undefined) {
    return { comesIn: [], goesOut: [], reason: '', overrides: false, doubts };
  }
  const { in: comesIn, out: goesOut, reason, override: overrides = false } = body;
  const faults: Fault[] = [];
  const rule = textFault(reason, { min: 1, max: 1000, lines: 'several' });
  if (rule !== null) faults.push({ field: 'reason', rule, message: 'A reason has 1 to 1,000 characters' });
  if (comesIn.length + goesOut.length === 0) {
    faults.push({ field: 'in', rule: 'rule', message: 'A swap names at least one item' });
  }
  for (const [place, id] of comesIn.entries()) {
    const message = `Item ${id} cannot come in and go out at once`;
    if (goesOut.includes(id)) faults.push({ field: `in.${place}`, rule: 'rule', message });
  }
  return { comesIn, goesOut, reason, overrides, doubts: { faults } };
}

/** A policy as it goes out. */
export function toScopePolicy({ iterationId, version, policy, budget, net, overrides }: ScopePolicyView): ScopePolicy {
  return {
    iterationId,
    version,
    ...toPolicyMembers(policy),
    limit: budget === null ? null : rounded(budget),
    net: { points: rounded(net.points), items: net.items },
    overrides: toOverrides(overrides),
  };
}

/** A policy by its kind, and its budget if it has one. */
export function toPolicyMembers(policy: CorePolicy): Pick<ScopePolicy, 'policy' | 'budget'> {
  const { kind } = policy;
  return { policy: kind, budget: kind === 'budget' ? { measure: policy.measure, amount: policy.amount } : null };
}
