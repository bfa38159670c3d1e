import type { Role } from '../../domain/access.ts';

/** The vendor's preset roles, by the role that each is here (vendor page "Invite user to space"). */
const presets = {
  viewer: { id: '06ccb31f-426b-4fa3-b7e5-861daee95696', name: 'reader', rank: 1 },
  member: { id: 'a431ed00-1b32-4cc7-92b6-85e4bc7de40e', name: 'writer', rank: 2 },
  admin: { id: '07ea3efc-a004-4d31-8683-4bb2084e209b', name: 'admin', rank: 3 },
} as const satisfies Record<Role, { readonly id: string; readonly name: string; readonly rank: number }>;

/** The ids of the preset roles. */
export const roleIds = Object.values(presets).map(({ id }) => id);

/** How a role is shown: its id, its word, and its number from 1. */
export function presetOf(role: Role): { readonly id: string; readonly name: string; readonly rank: number } {
  return presets[role];
}

/** The higher of two roles, null being none. */
export function higherRole(one: Role | null, other: Role | null): Role | null {
  if (one === null || other === null) return one ?? other;
  return presets[one].rank >= presets[other].rank ? one : other;
}

/** The role of that id, in either letter case; undefined when it is none of the presets. */
export function roleOf(id: string): Role | undefined {
  const wanted = id.toLowerCase();
  if (wanted === presets.viewer.id) return 'viewer';
  if (wanted === presets.member.id) return 'member';
  return wanted === presets.admin.id ? 'admin' : undefined;
}

/** What a role may do in a space, as the vendor's clients are told of it. */
export function permissionsOf(role: Role) {
  const reads = true;
  const writes = role !== 'viewer';
  const administers = role === 'admin';
  const change = { create: writes, update: writes, delete: writes };
  return {
    space: {
      read: reads,
      create: false,
      update: administers,
      delete: administers,
      access_control: administers,
      board: { read: reads, ...change },
      card: { read: reads, read_own: reads, ...change, move: writes, comment: writes, properties: writes },
    },
  };
}
