import { afterAll, describe, expect, it } from 'vitest';
import { useTestServer } from '../../test/support/open-test-server.ts';
import { playSprint12 } from '../../test/support/play-sprint-12.ts';
import { profilesClient } from './profiles.ts';

describe('The client of metric profiles', () => {
  const test = useTestServer('sqlite');
  afterAll(() => test().setClock(null));

  it('asks for all profiles or for some, now or before an instant', async () => {
    const { iterationId: id } = await playSprint12(test());
    const address = await test().server.listen({ port: 0, host: '127.0.0.1' });
    const client = profilesClient({ base: `${address}/native/v1`, token: test().token });
    expect((await client.compare(id)).profiles.length).toBeGreaterThan(8);
    const some = await client.compare(id, ['native', 'taiga']);
    expect(some.profiles.map(({ profile }) => profile)).toEqual(['native', 'taiga']);
    expect(some.differences.map(({ figure, change }) => [figure, change.points])).toEqual([['commitment', 11]]);
    const planned = await client.compare(id, ['native', 'taiga'], { asOf: '2026-03-22T00:00:00Z' });
    expect(planned.differences).toEqual([]);
  });
});
