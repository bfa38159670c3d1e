import type { Me } from '../../client/native.ts';

/** Whether to offer changes of a project; the server decides in the end. */
export function mayPlan(me: Me, projectId: number): boolean {
  const roles = [me.role, me.projectRoles[String(projectId)]];
  return me.scope !== 'read' && roles.some((role) => role === 'member' || role === 'admin');
}

/** Whether to offer what administrators of a project do; the server decides in the end. */
export function mayAdminister(me: Me, projectId: number): boolean {
  return me.scope === 'admin' && [me.role, me.projectRoles[String(projectId)]].includes('admin');
}

/** Whether to offer what administrators of the whole organization do; the server decides in the end. */
export function mayAdministerAll(me: Me): boolean {
  return me.scope === 'admin' && me.role === 'admin';
}
