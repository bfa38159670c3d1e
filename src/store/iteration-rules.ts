import { type Db, prepared } from './engine.ts';

/** By which rules an iteration's facts are filed and counted. */
export interface IterationRules {
  /** The IANA zone of its days: its own, else the project's, else the organization's. */
  readonly zone: string;
  /** When its commitment is measured; null until it is started. Epoch milliseconds. */
  readonly frozenAt: number | null;
  /** Points that an item without an estimate counts for; null is none. */
  readonly defaultEstimate: number | null;
  /** For how many hours after its close what is finished still counts for it. */
  readonly creditHours: number;
}

const rulesById = prepared<{ orgId: number; id: number }, IterationRules>((db, value) =>
  db
    .selectFrom('iteration as i')
    .innerJoin('project as p', (on) => on.onRef('p.org_id', '=', 'i.org_id').onRef('p.id', '=', 'i.project_id'))
    .innerJoin('organization as o', 'o.id', 'i.org_id')
    .leftJoin('project_rules as r', (on) =>
      on.onRef('r.org_id', '=', 'i.org_id').onRef('r.project_id', '=', 'i.project_id'),
    )
    .select((eb) => [
      eb.fn.coalesce('i.zone', 'p.zone', 'o.zone').as('zone'),
      'i.frozen_at as frozenAt',
      'i.default_estimate as defaultEstimate',
      eb.fn.coalesce('r.credit_hours', eb.lit(0)).as('creditHours'),
    ])
    .where('i.org_id', '=', value('orgId'))
    .where('i.id', '=', value('id')),
);

/** The rules of one iteration that is known to exist. */
export async function readIterationRules(db: Db, orgId: number, iterationId: number): Promise<IterationRules> {
  const [row] = await rulesById(db, { orgId, id: iterationId });
  if (row === undefined) throw new Error(`No iteration ${iterationId}`);
  return row;
}

const freeze = prepared<{ orgId: number; id: number; at: number }, never>((db, value) =>
  db
    .updateTable('iteration')
    .set({ frozen_at: value('at') })
    .where('org_id', '=', value('orgId'))
    .where('id', '=', value('id')),
);

/** Notes, once, when the commitment of an iteration is measured. Epoch milliseconds. */
export async function freezeIteration(db: Db, of: { orgId: number; id: number; at: number }): Promise<void> {
  await freeze(db, of);
}

const setDefault = prepared<{ orgId: number; id: number; points: number }, never>((db, value) =>
  db
    .updateTable('iteration')
    .set({ default_estimate: value('points') })
    .where('org_id', '=', value('orgId'))
    .where('id', '=', value('id')),
);

/** Sets, while an iteration is empty, what an item without an estimate counts for in it. */
export async function setDefaultEstimate(db: Db, of: { orgId: number; id: number; points: number }): Promise<void> {
  await setDefault(db, of);
}
