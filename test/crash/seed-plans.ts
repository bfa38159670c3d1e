import { openApp } from '../../src/actions/app.ts';
import { operatorOf } from '../../src/actions/authenticate.ts';
import { bindActions } from '../../src/actions/index.ts';
import { bindOperations } from '../../src/actions/operations.ts';
import { newToken, secretHash } from '../../src/actions/secrets.ts';

/** A project to write into. */
export interface Place {
  readonly spaceUid: string;
  readonly boardId: number;
  /** An iteration that only its own editor changes, and one that all change. */
  readonly own: number;
  readonly shared: number;
  /** A started iteration that holds all items of the project; they move on from close to close. */
  readonly current: string;
}

/** Items of each project. */
export const itemCount = 12;

const policy = {
  moves: { planned: ['active'] },
  refuseRepeatedClose: false,
  fixedWhenClosed: [],
  endAfterStart: 'day',
} as const;
const entering = { findsRemoved: false, findsGroups: false, leaves: 'every other', takesForeign: false } as const;

/** Fills a new data folder: organization 1, a token for it, and projects with what the load needs. */
export async function seedPlans(dataDir: string, count: number): Promise<{ token: string; places: readonly Place[] }> {
  const app = await openApp({ dataDir });
  const actions = bindActions(app);
  const token = newToken();
  await bindOperations(app).createOrganization({
    name: 'Crash',
    slug: 'crash',
    zone: 'UTC',
    admin: { login: 'admin', name: 'Admin', email: null, passwordHash: null },
    tokenHash: { hash: secretHash(token), lastFour: token.slice(-4) },
  });
  const admin = { actor: await operatorOf(app, 'crash') };
  const places: Place[] = [];
  for (let number = 0; number < count; number += 1) {
    const project = await actions.createProject(admin, { title: `Project ${number}` });
    const add = (title: string) =>
      actions.createIteration(admin, {
        home: { projectId: project.id },
        title,
        fields: { start: { day: '2026-04-06', at: null }, end: { day: '2026-04-17', at: null } },
        status: 'active',
        policy,
      });
    const current = await add('Current');
    for (let item = 0; item < itemCount; item += 1) {
      const fields = { title: `Item ${item}`, estimate: item };
      const { id } = await actions.createItem(admin, { project: { id: project.id }, fields });
      await actions.enterIteration(admin, { iteration: { id: current.id }, item: { id }, policy: entering });
    }
    places.push({
      spaceUid: project.uid,
      boardId: project.defaultBoardId,
      own: (await add('Own')).id,
      shared: (await add('Shared')).id,
      current: current.uid,
    });
  }
  await app.close();
  return { token, places };
}
