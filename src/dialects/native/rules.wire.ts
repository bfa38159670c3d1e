import { type Static, Type } from 'typebox';
import type { ProjectRulesView } from '../../actions/index.ts';
import type { Doubts } from '../../domain/refusal.ts';
import { nullable } from './nullable.ts';

const fields = {
  graceMinutes: Type.Integer({
    minimum: 0,
    maximum: 10_080,
    description: 'How long after the start the commitment is measured; for iterations that are started later',
  }),
  defaultEstimate: nullable(
    Type.Number({
      minimum: 0,
      maximum: 1000,
      description: 'Points of an item without an estimate; for iterations that are made later. Null is nothing',
    }),
  ),
  creditHours: Type.Integer({
    minimum: 0,
    maximum: 720,
    description: 'How long after a close what is finished still counts for it; for iterations that are closed later',
  }),
};

/** By which rules the iterations of a project are counted. */
export const Rules = Type.Object({ projectId: Type.Integer(), ...fields, version: Type.Integer() });
export type Rules = Static<typeof Rules>;

/** Body of PATCH: what is not mentioned stays. */
export const RulesPatch = Type.Partial(Type.Object(fields, { additionalProperties: false }), {
  additionalProperties: false,
});
export type RulesPatch = Static<typeof RulesPatch>;

/** What a PATCH asks for. A body that does not fit its schema asks for nothing. */
export function toRulesChange(body: RulesPatch, doubts: Doubts) {
  return { fields: doubts.body !== undefined || doubts.faults !== undefined ? {} : body, doubts };
}

/** The rules of a project as they go out. */
export function toRules(projectId: number, { version, ...rules }: ProjectRulesView): Rules {
  return { projectId, ...rules, version };
}
