import { describe, expect, it } from 'vitest';
import {
  type Actor,
  canSee,
  type Role,
  requireAdmin,
  requirePlanner,
  roleIn,
  type Scope,
  visibleProjects,
} from './access.ts';
import type { Refusal } from './refusal.ts';

const someone: Actor = {
  orgId: 1,
  userId: 2,
  userUid: 'u',
  name: 'Ann',
  login: 'ann',
  tokenId: 3,
  scope: 'admin',
  orgRole: 'member',
  projectRoles: {},
  onlyProject: null,
};

function refusalOf(act: () => void): string {
  try {
    act();
    return 'allowed';
  } catch (error) {
    return (error as Refusal).code;
  }
}

describe('who sees a project', () => {
  it('is everybody with a role in the organization, for every project', () => {
    expect(visibleProjects(someone)).toBe('all');
    expect(canSee(someone, 99)).toBe(true);
  });

  it('is otherwise only who has a role in that project', () => {
    const guest: Actor = { ...someone, orgRole: null, projectRoles: { 4: 'viewer', 5: 'admin' } };
    expect(visibleProjects(guest)).toEqual([4, 5]);
    expect([canSee(guest, 4), canSee(guest, 6)]).toEqual([true, false]);
  });

  it('shrinks to one project with a token that is bound to it, and to none when its owner cannot see that one', () => {
    expect(visibleProjects({ ...someone, onlyProject: 4 })).toEqual([4]);
    expect(
      visibleProjects({ ...someone, orgRole: null, projectRoles: { 4: 'viewer', 5: 'admin' }, onlyProject: 5 }),
    ).toEqual([5]);
    expect(visibleProjects({ ...someone, orgRole: null, projectRoles: { 4: 'viewer' }, onlyProject: 5 })).toEqual([]);
  });
});

describe('the role in a project', () => {
  it('is the higher one of the organization and the project', () => {
    expect(roleIn({ ...someone, orgRole: 'viewer', projectRoles: { 4: 'admin' } }, 4)).toBe('admin');
    expect(roleIn({ ...someone, orgRole: 'admin', projectRoles: { 4: 'viewer' } }, 4)).toBe('admin');
    expect(roleIn({ ...someone, orgRole: null, projectRoles: { 4: 'viewer' } }, 4)).toBe('viewer');
    expect(roleIn({ ...someone, orgRole: 'member' }, 4)).toBe('member');
  });

  it('is none where the project is not visible', () => {
    expect(roleIn({ ...someone, orgRole: 'admin', onlyProject: 5 }, 4)).toBeNull();
    expect(roleIn({ ...someone, orgRole: null }, 4)).toBeNull();
  });
});

it('planning takes a member and a token that writes; whoever cannot see the project does not learn that it exists', () => {
  const expected = (role: Role | null, scope: Scope) => {
    if (role === null) return 'not_found';
    return role === 'viewer' || scope === 'read' ? 'forbidden' : 'allowed';
  };
  for (const role of [null, 'viewer', 'member', 'admin'] as const) {
    for (const scope of ['read', 'write', 'admin'] as const) {
      const actor: Actor = { ...someone, orgRole: null, scope, projectRoles: role === null ? {} : { 4: role } };
      expect(
        refusalOf(() => requirePlanner(actor, 4, 'iteration')),
        `${role} ${scope}`,
      ).toBe(expected(role, scope));
    }
  }
});

it('administration takes an administrator of the organization with an admin token that is not bound to a project', () => {
  const admin: Actor = { ...someone, orgRole: 'admin' };
  expect(refusalOf(() => requireAdmin(admin))).toBe('allowed');
  expect(refusalOf(() => requireAdmin({ ...admin, scope: 'write' }))).toBe('forbidden');
  expect(refusalOf(() => requireAdmin({ ...admin, onlyProject: 4 }))).toBe('forbidden');
  expect(refusalOf(() => requireAdmin({ ...admin, orgRole: 'member', projectRoles: { 4: 'admin' } }))).toBe(
    'forbidden',
  );
});
