import type { Profiles } from '../dialects/native/profiles.wire.ts';
import { asSearch, type Connection, connect } from './connect.ts';

export type { Profiles } from '../dialects/native/profiles.wire.ts';

/** What can be asked of a server about an iteration as other tools count it. */
export interface ProfilesClient {
  /**
   * Its figures by these profiles, all of them if none are named, and why each of the others differs from the first: a page
   * of the parts of all differences. `asOf` asks for what was known before an instant.
   */
  readonly compare: (
    iterationId: number,
    profiles?: readonly Profiles['profiles'][number]['profile'][],
    query?: { asOf?: string; limit?: string; cursor?: string },
  ) => Promise<Profiles>;
}

/** A client for the metric profiles of one server. */
export function profilesClient(connection: Connection): ProfilesClient {
  const { ask } = connect(connection);
  return {
    compare: (id, profiles, query) =>
      ask('GET', `/iterations/${id}/profiles${asSearch({ profiles: profiles?.join(','), ...query })}`),
  };
}
