import type { TestServer } from './open-test-server.ts';

/** One project and its way of being addressed in every dialect. */
export interface Home {
  readonly projectId: number;
  readonly spaceUid: string;
  readonly boardId: number;
}

/** The same iteration as each dialect shows it. */
export interface Shown {
  readonly kaiten: any;
  readonly teampulse: any;
  readonly tracker: any;
}

/** Speaks all three dialects to a server, about the iterations of one project. */
export function speakers(test: () => TestServer) {
  const authorization = {
    kaiten: () => ({ authorization: `Bearer ${test().token}` }),
    teampulse: () => ({ authorization: `WRAP access_token="${test().token}"` }),
    tracker: () => ({ authorization: `OAuth ${test().token}`, 'x-org-id': '1', 'accept-language': 'en' }),
  };
  const kaiten = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown) =>
    test().send(method, `/api/latest${path}`, {
      headers: authorization.kaiten(),
      ...(body === undefined ? {} : { body }),
    });
  const teampulse = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown) =>
    test().send(method, `/api/v1${path}`, {
      headers: authorization.teampulse(),
      ...(body === undefined ? {} : { body }),
    });
  const tracker = (
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    more: Record<string, string> = {},
  ) =>
    test().send(method, `/v3${path}`, {
      headers: { ...authorization.tracker(), ...more },
      ...(body === undefined ? {} : { body }),
    });

  return {
    kaiten,
    teampulse,
    tracker,
    async home(title: string): Promise<Home> {
      const project = await test().actions.createProject(test().admin, { title });
      return { projectId: project.id, spaceUid: project.uid, boardId: project.defaultBoardId };
    },
    /** An iteration with both dates, known to each dialect by its own id. */
    async add(home: Home, title = 'Sprint 1') {
      const made = await kaiten('POST', `/spaces/${home.spaceUid}/iterations`, {
        title,
        start_date: '2026-04-07',
        finish_date: '2026-04-21',
      });
      const uid: string = made.json().id;
      const { id } = await test().actions.getIteration(test().admin, {
        iteration: { uid },
        precondition: { kind: 'none' },
        policy: { findsRemoved: true, findsGroups: false },
      });
      return { uid, id, path: `/spaces/${home.spaceUid}/iterations/${uid}` };
    },
    /** How everybody shows it now. */
    async show(iteration: { readonly id: number; readonly path: string }): Promise<Shown> {
      const [inKaiten, inTeamPulse, inTracker] = await Promise.all([
        kaiten('GET', iteration.path),
        teampulse('GET', `/iterations/${iteration.id}`),
        tracker('GET', `/sprints/${iteration.id}`),
      ]);
      const body = (answer: { status: number; json: () => any }) =>
        answer.status === 200 ? answer.json() : answer.status;
      return { kaiten: body(inKaiten), teampulse: body(inTeamPulse), tracker: body(inTracker) };
    },
  };
}
