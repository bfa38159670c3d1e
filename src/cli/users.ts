import { passwordHash } from '../actions/secrets.ts';
import type { Role } from '../domain/access.ts';
import { Refusal } from '../domain/refusal.ts';
import { choosePassword } from './passwords.ts';
import { printTable } from './print-table.ts';
import type { Settings } from './settings.ts';
import { operatorIn, withApp } from './with-app.ts';

interface NewUser {
  readonly org?: string;
  readonly login: string;
  readonly name?: string;
  readonly email?: string;
  readonly role: Role | null;
  readonly passwordFile?: string;
}

/** Makes a person. A password that was made up here is all that goes to stdout. */
export async function createUser(settings: Settings, create: NewUser): Promise<void> {
  const { login, name = login, email = null, role } = create;
  const { password, isNew } = choosePassword(create.passwordFile);
  const person = { login, name, email, role, passwordHash: await passwordHash(password) };
  await withApp(settings, async ({ app, actions }) => {
    await actions.createPerson(await operatorIn(app, create.org), person);
  });
  console.error(`${login} is made${isNew ? ', with this password:' : ''}`);
  if (isNew) console.log(password);
}

/** Prints everybody in an organization. */
export async function listUsers(
  settings: Settings,
  list: { readonly org?: string; readonly json: boolean },
): Promise<void> {
  const people = await withApp(settings, async ({ app, actions }) =>
    actions.listPeople(await operatorIn(app, list.org)),
  );
  printTable(
    people.map(({ login, name, email, role }) => ({ login, name, email, role })),
    list.json,
  );
}

interface NewRole {
  readonly org?: string;
  readonly login: string;
  readonly role: Role | null;
  /** Key of the one project it is about. */
  readonly project?: string;
}

/** Sets a person's role in the organization, or in one project. */
export async function setUserRole(settings: Settings, { org, login, role, project }: NewRole): Promise<void> {
  await withApp(settings, async ({ app, actions }) => {
    const operator = await operatorIn(app, org);
    if (project === undefined) return actions.setRole(operator, { login, role });
    if (role === null) throw new Refusal('invalid', 'A role in a project is viewer, member or admin');
    const { id } = await actions.getProject(operator, { key: project });
    return actions.setProjectRole(operator, { login, projectId: id, role });
  });
  console.error(`${login} is now ${role ?? 'without a role'} in ${project ?? 'the organization'}`);
}
