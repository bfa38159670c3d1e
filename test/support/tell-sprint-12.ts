import type { TestServer } from './open-test-server.ts';
import { at, sprint12 } from './play-sprint-12.ts';
import { nativeAsker, type Place, type Thing, type Words } from './sprint-12-words.ts';

/** The team of the fixture, each with days off. */
const team = [
  { name: 'ann', pattern: { focus: 0.75 }, timeOff: [] },
  { name: 'bob', pattern: { focus: 0.75 }, timeOff: [{ from: '2026-03-26', to: '2026-03-27' }] },
  { name: 'chi', pattern: { weekdays: [1, 2, 3], hoursPerDay: 6, focus: 0.8 }, timeOff: [] },
  { name: 'dee', pattern: { allocation: 0.5, focus: 0.75 }, timeOff: [{ from: '2026-04-02', share: 0.5 }] },
];

/** "Sprint 12" as it was told to a server. */
export interface Told {
  readonly place: Place;
  readonly iteration: Thing;
  readonly next: Thing;
}

/**
 * Tells the whole of "Sprint 12" to a server by requests, the clock set to the hours of the plan. The project with its zone,
 * the calendar and the team are told natively: no vendor's API has words for them.
 */
export async function tellSprint12(test: TestServer, words: Words): Promise<Told> {
  const native = nativeAsker(() => test);
  test.setClock(at(sprint12.prepared));
  const place = await openPlace(test);
  const iteration = await words.plan(place, 'Sprint 12', sprint12.start, sprint12.end);
  const next = await words.plan(place, 'Sprint 13', '2026-04-07', '2026-04-17');
  await native('PUT', `/iterations/${iteration.id}/calendar`, {
    weekdays: [1, 2, 3, 4, 5],
    days: sprint12.holidays.map((day) => ({ day, isWorking: false, name: 'Holiday' })),
  });

  const items = new Map<string, Thing>();
  const item = (name: string): Thing => {
    const found = items.get(name);
    if (found === undefined) throw new Error(`There is no item ${name}`);
    return found;
  };
  for (const { name, estimate, in: isIn } of sprint12.items) {
    items.set(name, await words.writeDown(place, name, estimate));
    if (isIn) await words.enter(item(name), iteration, place);
  }
  test.setClock(at(sprint12.started));
  await words.start(iteration, place);
  for (const event of sprint12.events) {
    test.setClock(at(event.at));
    const one = item(event.item);
    if (event.enters === true) await words.enter(one, iteration, place);
    if (event.leaves === true) await words.leave(one, iteration, place);
    if (event.estimate !== undefined) await words.estimate(one, event.estimate);
    if (event.to === 'in_progress') await words.takeUp(one, place);
    if (event.to === 'done') await words.finish(one, place);
    if (event.to === 'cancelled') await words.cancel(one, place);
  }
  test.setClock(at(sprint12.closed));
  await words.close(iteration, next, place);
  return { place, iteration, next };
}

async function openPlace(test: TestServer): Promise<Place> {
  const native = nativeAsker(() => test);
  const project = await native('POST', '/projects', { title: 'Twelve', zone: sprint12.zone });
  const { boards } = await native('GET', `/projects/${project.id}/boards`);
  const patterns = [];
  for (const { name, pattern, timeOff } of team) {
    const personId = (await test.addPerson(name, 'member')).caller.actor.userId;
    patterns.push({ personId, ...pattern });
    await native('PUT', `/people/${personId}/time-off`, { timeOff });
  }
  await native('PUT', `/projects/${project.id}/work-patterns`, { patterns });
  return { ...project, boardId: boards[0].id };
}
