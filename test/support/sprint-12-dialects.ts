import type { TestServer } from './open-test-server.ts';
import { asker, nativeAsker, type Place, type Thing, type Words } from './sprint-12-words.ts';

/** Kaiten's API knows of no cancelling: an archived card is put away, and stays in the scope. */
export function kaitenWords(test: () => TestServer): Omit<Words, 'cancel'> {
  const ask = asker(test, '/api/latest', () => ({ authorization: `Bearer ${test().token}` }));
  const native = nativeAsker(test);
  const pathOf = (place: Place, iteration?: Thing) =>
    `/spaces/${place.uid}/iterations${iteration === undefined ? '' : `/${iteration.uid}`}`;
  const toColumn = async (item: Thing, place: Place, type: number) => {
    const columns: readonly { id: number; type: number }[] = await ask('GET', `/boards/${place.boardId}/columns`);
    return ask('PATCH', `/cards/${item.id}`, { column_id: columns.find((each) => each.type === type)?.id });
  };
  return {
    plan: async (place, title, start_date, finish_date) => {
      const { id: uid } = await ask('POST', pathOf(place), { title, start_date, finish_date });
      // Kaiten names an iteration by its UUID, and figures are asked for by its number.
      const { iterations } = await native('GET', `/projects/${place.id}/iterations?limit=200`);
      return iterations.find((each: Thing) => each.uid === uid);
    },
    writeDown: (place, title, estimate) =>
      ask('POST', '/cards', {
        title,
        board_id: place.boardId,
        ...(estimate === null ? {} : { size_text: `${estimate} SP` }),
      }),
    estimate: (item, points) => ask('PATCH', `/cards/${item.id}`, { size_text: `${points} SP` }),
    enter: (item, iteration, place) => ask('POST', `${pathOf(place, iteration)}/cards`, { card_uid: item.uid }),
    leave: (item, iteration, place) => ask('DELETE', `${pathOf(place, iteration)}/cards/${item.uid}`),
    takeUp: (item, place) => toColumn(item, place, 2),
    finish: (item, place) => toColumn(item, place, 3),
    start: (iteration, place) => ask('PATCH', pathOf(place, iteration), { status: 'active' }),
    close: (iteration, next, place) =>
      ask('PATCH', pathOf(place, iteration), { status: 'closed', new_iteration_id: next.uid }),
  };
}

/** TeamPulse's API knows of no start and no close: an iteration is there, and over when its days are. */
export function teamPulseWords(test: () => TestServer): Omit<Words, 'start' | 'close'> {
  const ask = asker(test, '/api/v1', () => ({ authorization: `WRAP access_token=${test().token}` }));
  const put = (item: Thing, fields: object) => ask('PUT', `/workitems/${item.id}`, fields);
  return {
    plan: (place, name, startDate, endDate) =>
      ask('POST', '/iterations', { projectId: place.id, name, startDate, endDate }),
    writeDown: (place, Name, EstimateProbable) =>
      ask('POST', '/workitems', { type: 'Story', projectId: place.id, fields: { Name, EstimateProbable } }),
    estimate: (item, EstimateProbable) => put(item, { EstimateProbable }),
    enter: (item, iteration) => put(item, { IterationID: iteration.id }),
    leave: (item) => put(item, { IterationID: null }),
    takeUp: (item) => put(item, { Status: 'In Progress' }),
    finish: (item) => put(item, { Status: 'Done' }),
    cancel: (item) => put(item, { Status: 'Deleted' }),
  };
}

/** Tracker's API says all of it; that a finished sprint hands over what is unfinished is our own addition to it. */
export function trackerWords(test: () => TestServer): Words {
  const ask = asker(test, '/v3', () => ({ authorization: `OAuth ${test().token}`, 'x-org-id': '1' }));
  const go = (item: Thing, to: string) => ask('POST', `/issues/${item.key}/transitions/${to}/_execute`);
  const edit = (item: Thing, body: object) => ask('PATCH', `/issues/${item.key}`, body);
  const numbered = async (made: Promise<Thing>): Promise<Thing> => {
    const thing = await made;
    return { ...thing, id: Number(thing.id) };
  };
  return {
    plan: (place, name, startDate, endDate) =>
      numbered(ask('POST', '/sprints', { name, board: place.boardId, startDate, endDate })),
    writeDown: (place, summary, storyPoints) => ask('POST', '/issues', { queue: place.key, summary, storyPoints }),
    estimate: (item, storyPoints) => edit(item, { storyPoints }),
    enter: (item, iteration) => edit(item, { sprint: { add: [iteration.id] } }),
    leave: (item, iteration) => edit(item, { sprint: { remove: [iteration.id] } }),
    takeUp: (item) => go(item, 'inProgress'),
    finish: (item) => go(item, 'done'),
    cancel: (item) => go(item, 'cancelled'),
    start: (iteration) => ask('POST', `/sprints/${iteration.id}/_start`),
    close: (iteration, next) => ask('POST', `/sprints/${iteration.id}/_finish`, { moveTo: { id: next.id } }),
  };
}
