import type { App } from '../actions/app.ts';
import { oneself, operatorOf } from '../actions/authenticate.ts';
import { type Actions, bindActions, type Caller } from '../actions/index.ts';
import { bindOperations } from '../actions/operations.ts';
import { newToken, passwordHash, secretHash } from '../actions/secrets.ts';
import { requireAdmin } from '../domain/access.ts';
import { utcDay } from '../domain/days.ts';
import { Refusal } from '../domain/refusal.ts';
import { type Deed, listed, type Story } from './demo/deeds.ts';
import { demoPeople, demoProjects, demoReleases, demoWork, demoZone, lead, ownerOf } from './demo/plan.ts';
import { tellStory } from './demo/story.ts';

/** How to get into the demo organization; the other people in it have the same password. */
export interface DemoCredentials {
  readonly login: string;
  readonly password: string;
  readonly token: string;
}

const policy = {
  moves: { planned: ['active'], active: ['closed'] },
  refuseRepeatedClose: true,
  fixedWhenClosed: [],
  endAfterStart: 'day',
  findsRemoved: false,
  findsGroups: false,
} as const;
const moving = { findsRemoved: false, findsGroups: false, leaves: 'every other', takesForeign: false } as const;
const anyVersion = { kind: 'none' } as const;

/** Changes of different items on one day are sent together, so that they share a commit; so many at most. */
const groupSize = 8;

/**
 * Makes the organization `demo` with four people, two projects, and a history that ends on the evening before `today`
 * (`YYYY-MM-DD`). Every change is a real command, run with the clock set back; all but the secrets and the UUIDs is the
 * same for the same day.
 * @throws Refusal taken when there is such an organization, or somebody signs in under a login of the demo
 */
export async function seedDemo(app: App, today: string): Promise<DemoCredentials> {
  const credentials = { login: demoPeople[lead].login, password: newToken().slice(4, 24), token: newToken() };
  await actOut(app, today, (actions) => gatherTeam(app, actions, credentials));
  return credentials;
}

/**
 * Makes the function that puts the projects of the demo, with their history, into an organization that has no project yet.
 * Who asks for it leads them; the other people of the demo are made, and cannot sign in.
 * @throws Refusal forbidden (to all but administrators), taken (there is a project)
 */
export function demoLoader(app: App): (caller: Pick<Caller, 'actor'>) => Promise<void> {
  const loading = new Set<number>();
  return async ({ actor }) => {
    requireAdmin(actor);
    const { orgId } = actor;
    if (loading.has(orgId)) throw tooLate();
    loading.add(orgId);
    try {
      if ((await bindActions(app).listProjects({ actor })).length > 0) throw tooLate();
      await actOut(app, utcDay(app.now()), (actions) => gatherGuests(app, actions, { actor }));
    } finally {
      loading.delete(orgId);
    }
  };
}

function tooLate(): Refusal {
  return new Refusal('taken', 'The demo goes only where there is no project yet');
}

/** Does all that the demo tells of, each deed at its time. */
async function actOut(
  app: App,
  today: string,
  gather: (actions: Actions) => Promise<readonly Caller[]>,
): Promise<void> {
  const story = tellStory(today);
  let clock = story.deeds[0]?.at ?? app.now();
  const actions = bindActions({ ...app, now: () => clock });
  const perform = performer(actions, story, await gather(actions));

  let group: Deed[] = [];
  const performGroup = async () => {
    const running = group.map((deed) => {
      clock = deed.at;
      return perform(deed);
    });
    group = [];
    await Promise.all(running);
  };
  for (const deed of story.deeds) {
    if (!group.every((other) => canShare(other, deed)) || group.length === groupSize) await performGroup();
    group.push(deed);
  }
  await performGroup();
}

/** Whether the order of two deeds does not matter: both change an item, not the same one, on the same day. */
function canShare(one: Deed, other: Deed): boolean {
  const isItems = (deed: Deed) => deed.does === 'move' || deed.does === 'estimate';
  return isItems(one) && isItems(other) && one.item !== other.item && other.at - one.at < 12 * 3_600_000;
}

async function gatherTeam(app: App, actions: Actions, credentials: DemoCredentials): Promise<readonly Caller[]> {
  const { password, token } = credentials;
  const [first, ...others] = demoPeople.map((person) => ({ ...person, email: `${person.login}@demo.example` }));
  const secret = { passwordHash: await passwordHash(password) };
  if (first === undefined) throw new Error('The demo has no people');
  await bindOperations(app).createOrganization({
    name: 'Demo',
    slug: 'demo',
    zone: demoZone,
    admin: { ...first, ...secret },
    tokenHash: { hash: secretHash(token), lastFour: token.slice(-4) },
  });
  const admin = { actor: await operatorOf(app, 'demo') };
  const team: Caller[] = [admin];
  for (const person of others) {
    await actions.createPerson(admin, { ...person, ...secret, role: 'member' });
    team.push({ actor: await actions.checkPassword(person.login, password) });
  }
  return team;
}

/** The caller, and the others of the demo as people of the caller's organization, under logins that are free. */
async function gatherGuests(app: App, actions: Actions, caller: Caller): Promise<readonly Caller[]> {
  const team: Caller[] = [caller];
  for (const { login, name } of demoPeople.slice(1)) {
    const { id } = await addGuest(actions, caller, { login, name });
    const guest = await oneself(app, caller.actor.orgId, id);
    if (guest === undefined) throw new Error('Somebody of the demo is not there');
    team.push({ actor: guest.actor });
  }
  return team;
}

async function addGuest(
  actions: Actions,
  caller: Caller,
  { login, name }: { readonly login: string; readonly name: string },
  number = 1,
): Promise<{ readonly id: number }> {
  try {
    const free = number === 1 ? login : `${login}-${number}`;
    return await actions.createPerson(caller, { login: free, name, email: null, passwordHash: null, role: 'member' });
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'taken') throw error;
    return addGuest(actions, caller, { login, name }, number + 1);
  }
}

/** Makes the function that turns a deed into its command; it remembers the numbers that things were given. */
function performer(actions: Actions, story: Story, team: readonly Caller[]): (deed: Deed) => Promise<void> {
  const projects = new Map<number, number>();
  const releases = new Map<number, number>();
  const iterations = new Map<number, number>();
  const items = new Map<number, number>();
  const iteration = (place: number) => ({ iteration: { id: numbered(iterations, place) } });
  const item = (place: number) => ({ item: { id: numbered(items, place) } });
  const change = (place: number) => ({ ...iteration(place), precondition: anyVersion, fields: {}, policy });

  return async (deed) => {
    const caller = listed(team, deed.by);
    switch (deed.does) {
      case 'open project': {
        const made = await actions.createProject(caller, { title: listed(demoProjects, deed.project), zone: demoZone });
        projects.set(deed.project, made.id);
        return;
      }
      case 'plan work': {
        const patterns = listed(demoWork, deed.project).map(({ person, ...pattern }) => ({
          ...pattern,
          personId: listed(team, person).actor.userId,
        }));
        const of = { projectId: numbered(projects, deed.project) };
        await actions.setWorkPatterns(caller, { of, patterns, precondition: { kind: 'any' } });
        return;
      }
      case 'take days off': {
        const timeOff = [{ from: deed.from, to: deed.to, share: 1 }];
        await actions.setTimeOff(caller, { personId: caller.actor.userId, timeOff, precondition: { kind: 'any' } });
        return;
      }
      case 'plan release': {
        const { project, title, goal, start, end } = listed(story.releases, deed.release);
        const made = await actions.createIteration(caller, {
          home: { projectId: numbered(projects, project) },
          title,
          isRelease: true,
          fields: { goal, start: { day: start, at: null }, end: { day: end, at: null } },
          policy,
        });
        releases.set(deed.release, made.id);
        return;
      }
      case 'plan': {
        const { project, title, goal, start, end } = listed(story.iterations, deed.iteration);
        const made = await actions.createIteration(caller, {
          home: { projectId: numbered(projects, project) },
          parentId: numbered(
            releases,
            demoReleases.findIndex(({ first, last }) => deed.iteration >= first && deed.iteration <= last),
          ),
          title,
          fields: {
            goal,
            start: { day: start, at: null },
            end: { day: end, at: null },
            minCapacity: 30,
            maxCapacity: 45,
          },
          policy,
        });
        iterations.set(deed.iteration, made.id);
        return;
      }
      case 'start':
        await actions.changeIteration(caller, { ...change(deed.iteration), status: 'active' });
        return;
      case 'set goal': {
        const { outcome, evidence } = deed;
        const itemIds = deed.items.map((place) => numbered(items, place));
        const goal = { itemIds, outcome, evidence, precondition: { kind: 'any' } } as const;
        await actions.setGoal(caller, { ...iteration(deed.iteration), ...goal });
        return;
      }
      case 'close':
        await actions.changeIteration(caller, {
          ...change(deed.iteration),
          status: 'closed',
          moveUnfinishedTo: { id: numbered(iterations, deed.next) },
        });
        return;
      case 'write down': {
        const { project, ...fields } = listed(story.items, deed.item);
        const made = await actions.createItem(caller, { project: { id: numbered(projects, project) }, fields });
        items.set(deed.item, made.id);
        return;
      }
      case 'enter':
        await actions.enterIteration(caller, { ...iteration(deed.iteration), ...item(deed.item), policy: moving });
        return;
      case 'leave':
        await actions.leaveIteration(caller, { ...iteration(deed.iteration), ...item(deed.item), policy: moving });
        return;
      case 'estimate':
        await actions.changeItem(caller, { ...item(deed.item), fields: { estimate: deed.estimate } });
        return;
      case 'move': {
        const assignee = { id: listed(team, ownerOf(deed.item)).actor.userId };
        await actions.changeItem(caller, { ...item(deed.item), fields: { assignee }, to: { category: deed.to } });
        return;
      }
    }
  };
}

function numbered(numbers: ReadonlyMap<number, number>, place: number): number {
  const id = numbers.get(place);
  if (id === undefined) throw new Error(`The demo uses something at place ${place} before it is made`);
  return id;
}
