import type { Calendar, NewCalendar } from '../dialects/native/calendars.wire.ts';
import type { Rules, RulesPatch } from '../dialects/native/rules.wire.ts';
import type { NewScopePolicy, ScopePolicy, Swap } from '../dialects/native/scope-policy.wire.ts';
import { asSearch, type Connection, connect } from './connect.ts';

export type { Rules } from '../dialects/native/rules.wire.ts';
export type { NewScopePolicy, ScopePolicy } from '../dialects/native/scope-policy.wire.ts';

/** What can be asked of a server about how a team plans. Whatever is set is set whole, over the version that is named. */
export interface SettingsClient {
  /** By which rules iterations are counted. */
  readonly getRules: (projectId: number) => Promise<Rules>;
  readonly changeRules: (projectId: number, version: number, patch: RulesPatch) => Promise<Rules>;
  /** How much may come into an iteration that runs. `asOf` asks for what was known before an instant. */
  readonly getScopePolicy: (iterationId: number, query?: { asOf?: string }) => Promise<ScopePolicy>;
  readonly setScopePolicy: (iterationId: number, version: number, policy: NewScopePolicy) => Promise<ScopePolicy>;
  /** Takes items into an iteration and others out of it in one step, with a reason. */
  readonly swap: (iterationId: number, swap: Swap) => Promise<ScopePolicy>;
  /** What the whole organization says about working days. */
  readonly getOrganizationCalendar: () => Promise<Calendar>;
  readonly setOrganizationCalendar: (version: number, calendar: NewCalendar) => Promise<Calendar>;
}

/** A client for the settings of one server. */
export function settingsClient(connection: Connection): SettingsClient {
  const { ask } = connect(connection);
  return {
    getRules: (id) => ask('GET', `/projects/${id}/rules`),
    changeRules: (id, version, body) => ask('PATCH', `/projects/${id}/rules`, { version, body }),
    getScopePolicy: (id, query = {}) => ask('GET', `/iterations/${id}/scope-policy${asSearch(query)}`),
    setScopePolicy: (id, version, body) => ask('PUT', `/iterations/${id}/scope-policy`, { version, body }),
    swap: (id, body) => ask('POST', `/iterations/${id}/swaps`, { body }),
    getOrganizationCalendar: () => ask('GET', '/calendar'),
    setOrganizationCalendar: (version, body) => ask('PUT', '/calendar', { version, body }),
  };
}
