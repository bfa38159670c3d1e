import type { CarriedItems, Passport } from '../dialects/native/carry-passports.wire.ts';
import type { ClosePlan } from '../dialects/native/close-plans.wire.ts';
import type { NewClosePlan } from '../dialects/native/new-close-plan.wire.ts';
import type { Receipt, Receipts } from '../dialects/native/receipts.wire.ts';
import type { Backtest, NewPolicy, Policies, Policy, PolicyPatch } from '../dialects/native/rollover-policies.wire.ts';
import { asSearch, type Connection, connect } from './connect.ts';

export type { Passport } from '../dialects/native/carry-passports.wire.ts';
export type { ClosePlan } from '../dialects/native/close-plans.wire.ts';
export type { NewClosePlan } from '../dialects/native/new-close-plan.wire.ts';
export type { Receipt } from '../dialects/native/receipts.wire.ts';
export type { Policy } from '../dialects/native/rollover-policies.wire.ts';

/** What can be asked of a server about closing iterations, and about what is carried from one to the next. */
export interface ClosesClient {
  /** What closing an iteration would do; nothing changes. */
  readonly plan: (iterationId: number, wish: NewClosePlan) => Promise<ClosePlan>;
  readonly getPlan: (id: number) => Promise<ClosePlan>;
  /** Closes an iteration exactly as planned, or rejects with what has changed since. */
  readonly close: (plan: Pick<ClosePlan, 'id' | 'iterationId' | 'fingerprint'>) => Promise<Receipt>;
  /** The receipts of all closes of an iteration, oldest first. */
  readonly listReceipts: (iterationId: number) => Promise<readonly Receipt[]>;
  readonly getReceipt: (id: number) => Promise<Receipt>;
  /** Takes a close back; the answer lists the items that stay as they are. */
  readonly reverse: (receiptId: number) => Promise<Receipt>;
  readonly listPolicies: (projectId: number) => Promise<readonly Policy[]>;
  readonly getPolicy: (id: number) => Promise<Policy>;
  readonly createPolicy: (projectId: number, policy: NewPolicy) => Promise<Policy>;
  readonly changePolicy: (id: number, version: number, patch: PolicyPatch) => Promise<Policy>;
  readonly removePolicy: (id: number, version: number) => Promise<void>;
  /** What a policy would have done at the newest closes of its project. */
  readonly backtest: (policyId: number, iterations?: number) => Promise<Backtest['closes']>;
  /** Where an item has been, by its number or key. `asOf` asks for what was known before an instant. */
  readonly getPassport: (item: number | string, query?: { asOf?: string }) => Promise<Passport>;
  /** A page of unfinished items that were carried so often or oftener, the most carried first; `asOf` likewise. */
  readonly listCarried: (
    projectId: number,
    query?: { least?: string; asOf?: string; limit?: string; cursor?: string },
  ) => Promise<CarriedItems>;
}

/** A client for the closes of one server. */
export function closesClient(connection: Connection): ClosesClient {
  const { send, ask, askAll } = connect(connection);
  return {
    plan: (iterationId, body) => ask('POST', `/iterations/${iterationId}/close-plans`, { body }),
    getPlan: (id) => ask('GET', `/close-plans/${id}`),
    close: ({ id, iterationId, fingerprint }) =>
      ask('POST', `/iterations/${iterationId}/close`, { body: { planId: id }, version: fingerprint }),
    listReceipts: (id) => askAll((page: Receipts) => page.receipts, `/iterations/${id}/receipts`),
    getReceipt: (id) => ask('GET', `/receipts/${id}`),
    reverse: (id) => ask('POST', `/receipts/${id}/reversal`),
    listPolicies: (id) => askAll((page: Policies) => page.policies, `/projects/${id}/rollover-policies`),
    getPolicy: (id) => ask('GET', `/rollover-policies/${id}`),
    createPolicy: (projectId, body) => ask('POST', `/projects/${projectId}/rollover-policies`, { body }),
    changePolicy: (id, version, body) => ask('PATCH', `/rollover-policies/${id}`, { version, body }),
    removePolicy: async (id, version) => {
      await send('DELETE', `/rollover-policies/${id}`, { version });
    },
    backtest: async (id, iterations = 8) =>
      (await ask<Backtest>('POST', `/rollover-policies/${id}/backtest${asSearch({ iterations: String(iterations) })}`))
        .closes,
    getPassport: (item, query) => ask('GET', `/items/${item}/passport${asSearch(query)}`),
    listCarried: (id, query) => ask('GET', `/projects/${id}/carried${asSearch(query)}`),
  };
}
