import type { CoveredRows } from '../domain/covered-rows.ts';
import type { ClosePlan, PlannedItem } from '../domain/plan-of-close.ts';
import { type Db, prepared } from './engine.ts';

const planById = prepared<{ orgId: number; id: number }, { content: string }>((db, value) =>
  db.selectFrom('close_plan').select('content').where('org_id', '=', value('orgId')).where('id', '=', value('id')),
);

type LaterCovered = 'timeOff' | 'workingTime';
type LaterTold = 'notified' | 'assigneeAway';

/** Plans were once made without regard to who is away, who is told, and when there is work. */
type StoredPlan = Omit<ClosePlan, 'covered' | 'items'> & {
  readonly items: readonly (Omit<PlannedItem, LaterTold> & Partial<Pick<PlannedItem, LaterTold>>)[];
  readonly covered: Omit<CoveredRows, LaterCovered> & Partial<Pick<CoveredRows, LaterCovered>>;
};

/** The plan of that number, or undefined. */
export async function findClosePlan(db: Db, orgId: number, id: number): Promise<ClosePlan | undefined> {
  const [row] = await planById(db, { orgId, id });
  if (row === undefined) return undefined;
  const plan: StoredPlan = JSON.parse(row.content);
  const { covered } = plan;
  const items = plan.items.map((item) => ({ notified: [], assigneeAway: null, ...item }));
  return {
    ...plan,
    items,
    covered: { ...covered, timeOff: covered.timeOff ?? [], workingTime: covered.workingTime ?? [] },
  };
}

/** Keeps a plan until it is carried out or forgotten. */
export async function insertClosePlan(db: Db, plan: ClosePlan): Promise<void> {
  await db
    .insertInto('close_plan')
    .values({
      org_id: plan.orgId,
      id: plan.id,
      iteration_id: plan.iterationId,
      fingerprint: plan.fingerprint,
      content: JSON.stringify(plan),
      created_at: plan.createdAt,
      created_by: plan.createdBy,
    })
    .execute();
}

/** Forgets plans that were made before an instant. Answers how many. */
export async function purgeClosePlans(db: Db, before: number): Promise<number> {
  const { numDeletedRows } = await db.deleteFrom('close_plan').where('created_at', '<', before).executeTakeFirst();
  return Number(numDeletedRows);
}
