import { Type } from 'typebox';
import type { PlanningChecks as CoreChecks } from '../../actions/index.ts';
import { type PlanFinding, planFindings } from '../../domain/planning-checks.ts';
import { rounded } from './rounded.ts';

const NumberOrNull = Type.Union([Type.Number(), Type.Null()]);
const Amount = Type.Object({ points: Type.Number(), items: Type.Integer() });
const load = ['under', 'within', 'over', 'open'] as const;

/** What a project's plan holds, and what should be looked at in it. */
export const PlanningChecks = Type.Object({
  projectId: Type.Integer(),
  iterations: Type.Array(
    Type.Object({
      id: Type.Integer(),
      title: Type.String(),
      status: Type.String({ enum: ['planned', 'active'] }),
      minCapacity: NumberOrNull,
      maxCapacity: NumberOrNull,
      planned: Amount,
      done: Amount,
      unestimatedItems: Type.Integer(),
      load: Type.String({
        enum: [...load],
        description: 'What is planned against the capacities; open: there are none',
      }),
    }),
    { description: 'Those that are planned or active, in the order of the tree' },
  ),
  findings: Type.Array(
    Type.Object({
      kind: Type.String({ enum: [...planFindings] }),
      total: Type.Integer(),
      named: Type.Array(Type.Object({ id: Type.Integer(), title: Type.String() }), {
        description: 'Items, iterations or releases: the first hundred by their numbers',
      }),
    }),
    { description: 'Every kind, also where nothing was found' },
  ),
});
export type PlanningChecks = Type.Static<typeof PlanningChecks>;

/** The checks as they go out. */
export function toPlanningChecks(projectId: number, { iterations, found }: CoreChecks): PlanningChecks {
  return {
    projectId,
    iterations: iterations.map(({ counters, ...iteration }) => ({
      ...iteration,
      planned: { points: rounded(counters.scopePoints), items: counters.scopeItems },
      done: { points: rounded(counters.donePoints), items: counters.doneItems },
      unestimatedItems: counters.unestimatedItems,
    })),
    findings: planFindings.map((kind: PlanFinding) => ({
      kind,
      total: found[kind].total,
      named: [...found[kind].first],
    })),
  };
}
