import type { Cadence, NewCadence } from '../dialects/native/cadence.wire.ts';
import type { Calendar, NewCalendar } from '../dialects/native/calendars.wire.ts';
import type { Rules, RulesPatch } from '../dialects/native/rules.wire.ts';
import type { NewScopePolicy, ScopePolicy } from '../dialects/native/scope-policy.wire.ts';
import type { NewTimeOff, TimeOff } from '../dialects/native/time-off.wire.ts';
import { type Connection, connect } from './connect.ts';

export type { Cadence, NewCadence } from '../dialects/native/cadence.wire.ts';
export type { Rules } from '../dialects/native/rules.wire.ts';
export type { NewScopePolicy, ScopePolicy } from '../dialects/native/scope-policy.wire.ts';
export type { TimeOff } from '../dialects/native/time-off.wire.ts';

/** What can be asked of a server about how a team plans. Whatever is set is set whole, over the version that is named. */
export interface SettingsClient {
  /** The rhythm in which iterations are made, and what it has made. */
  readonly getCadence: (projectId: number) => Promise<Cadence>;
  readonly setCadence: (projectId: number, version: number, cadence: NewCadence) => Promise<Cadence>;
  /** By which rules iterations are counted. */
  readonly getRules: (projectId: number) => Promise<Rules>;
  readonly changeRules: (projectId: number, version: number, patch: RulesPatch) => Promise<Rules>;
  /** How much may come into an iteration that runs. */
  readonly getScopePolicy: (iterationId: number) => Promise<ScopePolicy>;
  readonly setScopePolicy: (iterationId: number, version: number, policy: NewScopePolicy) => Promise<ScopePolicy>;
  /** When a person is away. */
  readonly getTimeOff: (personId: number) => Promise<TimeOff>;
  readonly setTimeOff: (personId: number, version: number, timeOff: NewTimeOff) => Promise<TimeOff>;
  /** What the whole organization says about working days. */
  readonly getOrganizationCalendar: () => Promise<Calendar>;
  readonly setOrganizationCalendar: (version: number, calendar: NewCalendar) => Promise<Calendar>;
}

/** A client for the settings of one server. */
export function settingsClient(connection: Connection): SettingsClient {
  const { ask } = connect(connection);
  return {
    getCadence: (id) => ask('GET', `/projects/${id}/cadence`),
    setCadence: (id, version, body) => ask('PUT', `/projects/${id}/cadence`, { version, body }),
    getRules: (id) => ask('GET', `/projects/${id}/rules`),
    changeRules: (id, version, body) => ask('PATCH', `/projects/${id}/rules`, { version, body }),
    getScopePolicy: (id) => ask('GET', `/iterations/${id}/scope-policy`),
    setScopePolicy: (id, version, body) => ask('PUT', `/iterations/${id}/scope-policy`, { version, body }),
    getTimeOff: (id) => ask('GET', `/people/${id}/time-off`),
    setTimeOff: (id, version, body) => ask('PUT', `/people/${id}/time-off`, { version, body }),
    getOrganizationCalendar: () => ask('GET', '/calendar'),
    setOrganizationCalendar: (version, body) => ask('PUT', '/calendar', { version, body }),
  };
}
