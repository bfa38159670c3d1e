import type { Cadence, NewCadence } from '../dialects/native/cadence.wire.ts';
import { type Connection, connect } from './connect.ts';

export type { Cadence, NewCadence } from '../dialects/native/cadence.wire.ts';

/** What can be asked of a server about the rhythm in which a project's iterations follow each other. */
export interface CadenceClient {
  /** The rhythm of a project, and what it has made. */
  readonly get: (projectId: number) => Promise<Cadence>;
  /** Sets it, whole. */
  readonly set: (projectId: number, version: number, cadence: NewCadence) => Promise<Cadence>;
}

/** A client for the cadences of one server. */
export function cadenceClient(connection: Connection): CadenceClient {
  const { ask } = connect(connection);
  return {
    get: (projectId) => ask('GET', `/projects/${projectId}/cadence`),
    set: (projectId, version, body) => ask('PUT', `/projects/${projectId}/cadence`, { version, body }),
  };
}
