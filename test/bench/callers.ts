import { type LoadCaller, rawRequest } from './http-load.ts';
import type { Seeded } from './seed-data.ts';

/** Simultaneous callers of every measurement under load. */
export const connections = 32;

/** A request by its parts: to be sent by a load, or once. */
export interface Request {
  readonly method: 'GET' | 'PATCH' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** How each dialect is asked. */
export function requestsTo(seeded: Seeded) {
  const { token, projects, iterationsEach } = seeded;
  const tracker = { authorization: `OAuth ${token}`, 'x-org-id': '1' };
  const kaiten = { authorization: `Bearer ${token}` };
  const teampulse = { authorization: `WRAP access_token="${token}"` };
  const project = (number: number) => {
    const found = projects[number % projects.length];
    if (found === undefined) throw new Error('There are no projects');
    return found;
  };
  return {
    sprint: (number: number): Request => {
      const id = project(number).firstIteration + (Math.floor(number / projects.length) % iterationsEach);
      return { method: 'GET', path: `/v3/sprints/${id}`, headers: tracker };
    },
    /** A list of the first 50 of 375; each number is another query with the same result. */
    list: (number: number): Request => {
      const time = new Date(Date.UTC(2026, 5, 1) + number * 1000).toISOString().slice(0, 19);
      const filter = encodeURIComponent(`isRelease eq false and startDate ge datetime'${time}'`);
      const query = `$filter=${filter}&$orderby=startDate%20desc&$top=50`;
      return { method: 'GET', path: `/api/v1/projects/${project(number).id}/iterations?${query}`, headers: teampulse };
    },
    rename: (id: number, version: number, name: string): Request => ({
      method: 'PATCH',
      path: `/v3/sprints/${id}`,
      headers: { ...tracker, 'if-match': `"${version}"`, 'content-type': 'application/json' },
      body: JSON.stringify({ name }),
    }),
    /** The number keeps the answer from being at hand. */
    iteration: (uid: string, number: number): Request => ({
      method: 'GET',
      path: `/api/latest/spaces/${project(0).spaceUid}/iterations/${uid}?n=${number}`,
      headers: kaiten,
    }),
    space: (path: string, method: 'POST' | 'PATCH', body: unknown): Request => ({
      method,
      path: `/api/latest/spaces/${project(0).spaceUid}/iterations${path}`,
      headers: { ...kaiten, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  };
}

/** Callers who ask one thing after the other, each beginning elsewhere. */
export function readers(requests: readonly Request[]): readonly LoadCaller[] {
  const bytes = requests.map(bytesOf);
  return Array.from({ length: connections }, (_, caller) => {
    let at = Math.floor((caller * bytes.length) / connections);
    return {
      next: () => {
        at = (at + 1) % bytes.length;
        return { bytes: bytes[at] ?? Buffer.from(''), kind: 'read' };
      },
    };
  });
}

/** Callers who each rename an iteration of their own, naming the version they were given last; in between they may read. */
export function writers(seeded: Seeded, reads: readonly Request[] = []): readonly LoadCaller[] {
  const { rename } = requestsTo(seeded);
  const bytes = reads.map(bytesOf);
  const [{ firstIteration } = { firstIteration: 0 }] = seeded.projects;
  return Array.from({ length: connections }, (_, caller) => {
    const id = firstIteration + 100 + caller;
    let version = 1;
    let count = caller;
    let isWriting = false;
    return {
      next: () => {
        count += 1;
        isWriting = bytes.length === 0 || count % 10 === 0;
        if (!isWriting) return { bytes: bytes[(count * 7) % bytes.length] ?? Buffer.from(''), kind: 'read' };
        return { bytes: bytesOf(rename(id, version, `Edit ${count} of ${caller}`)), kind: 'write' };
      },
      answered: (_status, head) => {
        // Whoever the load met before, a stale version is learned from the refusal.
        const told = /\r\netag: "(\d+)/.exec(head)?.[1];
        if (isWriting && told !== undefined) version = Number(told);
      },
    };
  });
}

function bytesOf({ method, path, headers, body }: Request): Buffer {
  return rawRequest(method, path, headers, body);
}
