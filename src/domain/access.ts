import { notFound, Refusal, type Thing } from './refusal.ts';

/** What a person may do in an organization or a project, rising. */
export type Role = 'viewer' | 'member' | 'admin';
/** What a token may do, rising; a token never does more than its owner may. */
export type Scope = 'read' | 'write' | 'admin';

/** Who is asking: made by authentication alone, and handed to every action. Plain data, so that it can cross a thread. */
export interface Actor {
  readonly orgId: number;
  readonly userId: number;
  readonly userUid: string;
  readonly name: string;
  readonly login: string;
  /** Null for a session of the web pages. */
  readonly tokenId: number | null;
  /** The API that is spoken; absent for the server and its operator. */
  readonly via?: string;
  readonly scope: Scope;
  /** Null: belongs to the organization but sees only the projects of `projectRoles`. */
  readonly orgRole: Role | null;
  readonly projectRoles: Readonly<Record<number, Role>>;
  /** The one project that the token is bound to. */
  readonly onlyProject: number | null;
}

const roleRank: Readonly<Record<Role, number>> = { viewer: 1, member: 2, admin: 3 };
const scopeRank: Readonly<Record<Scope, number>> = { read: 1, write: 2, admin: 3 };

/** The projects the actor can see: all of its organization, or a list. */
export function visibleProjects(actor: Actor): 'all' | readonly number[] {
  if (actor.orgRole !== null) return actor.onlyProject === null ? 'all' : [actor.onlyProject];
  const own = Object.keys(actor.projectRoles).map(Number);
  return actor.onlyProject === null ? own : own.filter((id) => id === actor.onlyProject);
}

/** The projects that the actor administers with what it was let in by: all of its organization, or a list. */
export function administeredProjects(actor: Actor): 'all' | readonly number[] {
  if (actor.scope !== 'admin') return [];
  if (actor.orgRole === 'admin') return visibleProjects(actor);
  const own = Object.keys(actor.projectRoles).map(Number);
  return own.filter((id) => roleIn(actor, id) === 'admin');
}

/** Whether the actor may know that the project exists. */
export function canSee(actor: Actor, projectId: number): boolean {
  const visible = visibleProjects(actor);
  return visible === 'all' || visible.includes(projectId);
}

/** The actor's role in a project: its own there, else the organization's; null when it cannot see it. */
export function roleIn(actor: Actor, projectId: number): Role | null {
  if (!canSee(actor, projectId)) return null;
  return strongerRole(actor.projectRoles[projectId] ?? null, actor.orgRole);
}

/** The role of two that may do more; null when there is neither. */
export function strongerRole(one: Role | null, other: Role | null): Role | null {
  if (one === null || other === null) return one ?? other;
  return roleRank[one] > roleRank[other] ? one : other;
}

/** Whether the actor may change the plan of a project: members and admins may, with a token that writes. */
export function mayPlan(actor: Actor, projectId: number): boolean {
  const role = roleIn(actor, projectId);
  return role !== null && roleRank[role] >= roleRank.member && scopeRank[actor.scope] >= scopeRank.write;
}

/** Whether the actor may change the plan of some project. */
export function mayPlanAnywhere(actor: Actor): boolean {
  const projects = Object.keys(actor.projectRoles).map(Number);
  return [actor.onlyProject ?? 0, ...projects].some((id) => mayPlan(actor, id));
}

/**
 * Lets through whoever may change the plan of a project.
 * @throws Refusal `not_found` when the project is not visible, `forbidden` when it is but may not be changed
 */
export function requirePlanner(actor: Actor, projectId: number, thing: Thing): void {
  if (!canSee(actor, projectId)) throw notFound(thing);
  if (!mayPlan(actor, projectId)) {
    throw new Refusal('forbidden', 'Planning rights are needed for this project');
  }
}

/**
 * Lets through whoever administers a project, or the whole organization, with an admin token.
 * @throws Refusal `not_found` when the project is not visible, `forbidden` when it is but not the actor's to administer
 */
export function requireProjectAdmin(actor: Actor, projectId: number): void {
  if (!canSee(actor, projectId)) throw notFound('project');
  if (roleIn(actor, projectId) !== 'admin' || scopeRank[actor.scope] < scopeRank.admin) {
    throw new Refusal('forbidden', 'Administration rights are needed for this project');
  }
}

/** @throws Refusal `forbidden` unless the actor administers its organization with an admin token */
export function requireAdmin(actor: Actor): void {
  if (actor.orgRole !== 'admin' || scopeRank[actor.scope] < scopeRank.admin || actor.onlyProject !== null) {
    throw new Refusal('forbidden', 'Administration rights are needed');
  }
}
