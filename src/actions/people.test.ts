import { beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../../test/support/open-test-app.ts';
import { useTestServer } from '../../test/support/open-test-server.ts';
import { withWriter } from '../../test/support/with-writer.ts';
import { setMember } from '../store/insert-people.ts';

describe.each(engines)('Somebody of two organizations, on %s', (engine) => {
  const test = useTestServer(engine);
  let other: Awaited<ReturnType<ReturnType<typeof test>['addOrganization']>>;
  let projectId = 0;
  beforeAll(async () => {
    other = await test().addOrganization('other');
    projectId = (await test().actions.createProject(other.caller, { title: 'Beta' })).id;
    await withWriter(test().app, async (db) => {
      await setMember(db, other.orgId, test().admin.actor.userId, 'viewer');
      await setMember(db, test().admin.actor.orgId, other.caller.actor.userId, 'viewer');
    });
  });
  const people = (etag = '') =>
    test().send('GET', '/native/v1/people', {
      headers: { authorization: `Bearer ${other.token}`, 'if-none-match': etag },
    });

  it('is known by the new name in both at once, and the other is not told by whose token', async () => {
    const { actions, admin } = test();
    const before = await people();
    const { etag } = before.headers;
    expect((await people(etag)).status).toBe(304);
    const revision = await actions.getRevision(other.caller, { projectId });

    await actions.renameSelf(admin, { personId: admin.actor.userId, name: 'Renamed' });

    const after = await people(etag);
    expect(after.status).toBe(200);
    expect(after.json().people.map(({ name }: { name: string }) => name)).toContain('Renamed');
    expect(await actions.getRevision(other.caller, { projectId })).toBeGreaterThan(revision);
    const told = test().heard.filter(({ kind }) => kind === 'person.renamed');
    expect(told).toMatchObject([
      { orgId: admin.actor.orgId, tokenId: admin.actor.tokenId, data: { name: 'Renamed' } },
      { orgId: other.orgId, tokenId: null, data: { name: 'Renamed' } },
    ]);
  });

  it('may be renamed in one while somebody else of both is in the other', async () => {
    const { actions, admin, app } = test();
    const callers = [admin, other.caller];
    await Promise.all(
      callers.map((caller) => actions.renameSelf(caller, { personId: caller.actor.userId, name: 'At once' })),
    );
    for (const { actor } of callers) {
      const told = await app.read
        .selectFrom('event')
        .select(['seq', 'kind'])
        .where('org_id', '=', actor.orgId)
        .orderBy('seq')
        .execute();
      expect(told.map(({ seq }) => seq)).toEqual(told.map((_, index) => index + 1));
      expect(told.slice(-2).map(({ kind }) => kind)).toEqual(['person.renamed', 'person.renamed']);
    }
  });
});
