import type { Capacity } from '../dialects/native/capacity.wire.ts';
import type { NewTimeOff, TimeOff } from '../dialects/native/time-off.wire.ts';
import type { NewWorkPatterns, WorkPatterns } from '../dialects/native/work-patterns.wire.ts';
import { type Connection, connect } from './connect.ts';

export type { Capacity } from '../dialects/native/capacity.wire.ts';
export type { NewTimeOff, TimeOff } from '../dialects/native/time-off.wire.ts';
export type { NewWorkPatterns, WorkPatterns } from '../dialects/native/work-patterns.wire.ts';

/** What can be asked of a server about who works when, and what a team can give to an iteration. */
export interface CapacityClient {
  /** What the team of an iteration can give, and how full it is. */
  readonly get: (iterationId: number) => Promise<Capacity>;
  readonly getPatterns: (of: 'projects' | 'iterations', id: number) => Promise<WorkPatterns>;
  /** Sets who works when, whole; an iteration says only what is different there from its project. */
  readonly setPatterns: (
    of: 'projects' | 'iterations',
    id: number,
    version: number,
    patterns: NewWorkPatterns,
  ) => Promise<WorkPatterns>;
  readonly getTimeOff: (personId: number) => Promise<TimeOff>;
  /** Sets when a person is away, whole: one's own, or, for administrators of the organization, anybody's. */
  readonly setTimeOff: (personId: number, version: number, timeOff: NewTimeOff) => Promise<TimeOff>;
}

/** A client for the capacities of one server. */
export function capacityClient(connection: Connection): CapacityClient {
  const { ask } = connect(connection);
  return {
    get: (id) => ask('GET', `/iterations/${id}/capacity`),
    getPatterns: (of, id) => ask('GET', `/${of}/${id}/work-patterns`),
    setPatterns: (of, id, version, body) => ask('PUT', `/${of}/${id}/work-patterns`, { version, body }),
    getTimeOff: (id) => ask('GET', `/people/${id}/time-off`),
    setTimeOff: (id, version, body) => ask('PUT', `/people/${id}/time-off`, { version, body }),
  };
}
