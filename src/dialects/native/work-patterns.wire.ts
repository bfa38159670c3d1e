import { Type } from 'typebox';
import type { PatternsView } from '../../actions/index.ts';
import type { WorkPattern as CorePattern } from '../../domain/capacity.ts';
import type { Doubts, Fault } from '../../domain/refusal.ts';
import { Weekdays } from './calendars.wire.ts';

const WorkPattern = Type.Object(
  {
    personId: Type.Integer({ minimum: 1 }),
    weekdays: Type.Optional(
      Type.Unsafe<readonly number[] | null>({ ...Weekdays, description: 'Null and absent: whenever the team works' }),
    ),
    hoursPerDay: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 24, description: '8 if absent' })),
    allocation: Type.Optional(
      Type.Number({
        minimum: 0,
        maximum: 1,
        description: 'The share of these hours that is for this team; 1 if absent',
      }),
    ),
    focus: Type.Optional(
      Type.Number({ minimum: 0, maximum: 1, description: 'The share of those that goes into the plan; 1 if absent' }),
    ),
  },
  { additionalProperties: false },
);

const WholePattern = Type.Object({
  personId: Type.Integer(),
  weekdays: Weekdays,
  hoursPerDay: Type.Number(),
  allocation: Type.Number(),
  focus: Type.Number(),
});

/** Body of PUT: the patterns of one level, whole. */
export const NewWorkPatterns = Type.Object(
  { patterns: Type.Array(WorkPattern, { maxItems: 200, description: 'Each person once' }) },
  { additionalProperties: false },
);
export type NewWorkPatterns = Type.Static<typeof NewWorkPatterns>;

/** Who works when in a project, or differently in one of its iterations. */
export const WorkPatterns = Type.Object({
  version: Type.Integer(),
  patterns: Type.Array(WholePattern),
  inForce: Type.Array(WholePattern, {
    description: 'Of an iteration: with the patterns of its project, of whom it does not name',
  }),
});
export type WorkPatterns = Type.Static<typeof WorkPatterns>;

/** What a PUT asks for, and what is wrong with it. A body that does not fit its schema asks for nothing. */
export function toPatterns(
  body: NewWorkPatterns,
  doubts: Doubts,
): { readonly patterns: readonly CorePattern[]; readonly doubts: Doubts } {
  if (doubts.body !== undefined || doubts.faults !== undefined) return { patterns: [], doubts };
  const faults: Fault[] = [];
  const seen = new Set<number>();
  const patterns = body.patterns.map((pattern, index): CorePattern => {
    const { personId, weekdays = null, hoursPerDay = 8, allocation = 1, focus = 1 } = pattern;
    const message = `Person ${personId} is named twice`;
    if (seen.has(personId)) faults.push({ field: `patterns.${index}.personId`, rule: 'rule', message });
    seen.add(personId);
    return { personId, weekdays, hoursPerDay, allocation, focus };
  });
  return { patterns, doubts: { faults } };
}

/** Patterns as they go out. */
export function toWorkPatterns({ version, patterns, inForce }: PatternsView): WorkPatterns {
  return { version, patterns: [...patterns], inForce: [...inForce] };
}
