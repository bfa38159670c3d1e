import { passwordHash } from '../../src/actions/secrets.ts';
import type { TestApp } from '../support/open-test-app.ts';

/** What the pages are shown with. */
export interface SeededPlan {
  /** Of one who plans. */
  readonly login: string;
  /** Of one who administers; the password is the same. */
  readonly adminLogin: string;
  readonly password: string;
  readonly projectKey: string;
  /** Active since nine days; some of it done, some added. */
  readonly active: { readonly id: number; readonly title: string };
  readonly planned: { readonly id: number; readonly title: string };
}

const dayMs = 86_400_000;
const policy = { findsRemoved: false, findsGroups: true } as const;
const changing = {
  ...policy,
  moves: { planned: ['active'] },
  refuseRepeatedClose: true,
  fixedWhenClosed: [],
  endAfterStart: 'day',
} as const;

/** Lays out a project with a release, an active iteration with a history, and a planned one. */
export async function seedPlan({ actions, admin, setClock }: TestApp): Promise<SeededPlan> {
  const login = 'anna';
  const password = 'correct horse battery staple';
  const anna = { login, name: 'Anna Petrova', email: null, passwordHash: await passwordHash(password) };
  const now = Date.now();
  const day = (offset: number) => new Date(now + offset * dayMs).toISOString().slice(0, 10);
  const at = (offset: number) => setClock(now + offset * dayMs);

  at(-20);
  await actions.createPerson(admin, { ...anna, role: 'member' });
  const adminLogin = 'boris';
  await actions.createPerson(admin, { ...anna, login: adminLogin, name: 'Boris Orlov', role: 'admin' });
  const project = await actions.createProject(admin, { title: 'Webshop' });
  const home = { projectId: project.id };
  const release = await actions.createIteration(admin, {
    home,
    title: 'Release 4.1',
    isRelease: true,
    fields: {},
    policy: changing,
  });
  const add = (title: string, from: number, to: number) =>
    actions.createIteration(admin, {
      home,
      title,
      parentId: release.id,
      fields: {
        goal: 'A return takes one minute',
        start: { day: day(from), at: null },
        end: { day: day(to), at: null },
        minCapacity: 20,
        maxCapacity: 26,
      },
      policy: changing,
    });
  const active = await add('Iteration 24', -9, 4);
  const planned = await add('Iteration 25', 5, 18);
  const addItem = async (iterationId: number, estimate: number | null) => {
    const item = await actions.createItem(admin, {
      project: { id: project.id },
      fields: { title: 'Item', estimate },
    });
    await actions.enterIteration(admin, {
      iteration: { id: iterationId },
      item: { id: item.id },
      policy: { ...policy, leaves: 'same board', takesForeign: true },
    });
    return item.id;
  };
  const finish = (id: number) => actions.changeItem(admin, { item: { id }, fields: {}, to: { category: 'done' } });

  const items: number[] = [];
  for (const estimate of [5, 8, 3, 5, 2, null]) items.push(await addItem(active.id, estimate));
  await addItem(planned.id, 8);
  at(-9);
  await actions.changeIteration(admin, {
    iteration: { id: active.id },
    precondition: { kind: 'any' },
    fields: {},
    status: 'active',
    policy: changing,
  });
  at(-7);
  await finish(items[0] ?? 0);
  at(-5);
  await addItem(active.id, 5);
  at(-3);
  await finish(items[2] ?? 0);
  setClock(null);
  return { login, adminLogin, password, projectKey: project.key, active, planned };
}
