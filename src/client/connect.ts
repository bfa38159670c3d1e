import type { Problem } from '../dialects/native/problem.wire.ts';

export type { Problem } from '../dialects/native/problem.wire.ts';

/** Where the server is and how to prove who one is; without a token the browser's session speaks. */
export interface Connection {
  /** Up to and with `/native/v1`. */
  readonly base: string;
  readonly token?: string;
}

/** How a server is asked. Everything rejects with an error that `problemOf` explains. */
export interface Asker {
  readonly send: (
    method: string,
    path: string,
    sent?: { readonly body?: unknown; readonly version?: number | string },
  ) => Promise<Response>;
  /** As `send`, and reads the answer. */
  readonly ask: <T>(...args: Parameters<Asker['send']>) => Promise<T>;
  /** All rows of a list, a page after another. */
  readonly askAll: <P extends { readonly next: string | null }, T>(
    rowsOf: (page: P) => readonly T[],
    path: string,
    query?: Readonly<Record<string, string>>,
  ) => Promise<readonly T[]>;
}

/** As many rows as a page may have. */
const limit = '200';

/** A way to ask one server. */
export function connect({ base, token }: Connection): Asker {
  const send: Asker['send'] = async (method, path, sent = {}) => {
    const answer = await fetch(base + path, {
      method,
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(sent.version === undefined ? {} : { 'if-match': `"${sent.version}"` }),
        ...(sent.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(sent.body === undefined ? {} : { body: JSON.stringify(sent.body) }),
    });
    if (!answer.ok) throw await errorOf(answer);
    return answer;
  };
  const ask = async <T>(...args: Parameters<Asker['send']>): Promise<T> => {
    const answer: unknown = await (await send(...args)).json();
    // What the server sends is what its schemas say, and the types are those of the schemas.
    // oxlint-disable-next-line typescript/consistent-type-assertions
    return answer as T;
  };
  const askAll: Asker['askAll'] = async <P extends { readonly next: string | null }, T>(
    rowsOf: (page: P) => readonly T[],
    path: string,
    query: Readonly<Record<string, string>> = {},
  ) => {
    const found: T[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page: P = await ask('GET', path + asSearch({ ...query, limit, cursor }));
      found.push(...rowsOf(page));
      cursor = page.next;
    }
    return found;
  };
  return { send, ask, askAll };
}

/** What stands behind the `?` of an address; nothing for no parameters. */
export function asSearch(query: Readonly<Record<string, string | undefined>> = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, value);
  return search.size === 0 ? '' : `?${search.toString()}`;
}

/** What a server said when it refused; undefined when it was not reached or the error is of another kind. */
export function problemOf(error: unknown): Problem | undefined {
  return error instanceof Error && isProblem(error.cause) ? error.cause : undefined;
}

async function errorOf(answer: Response): Promise<Error> {
  const body: unknown = await answer.json().catch(() => undefined);
  const problem: Problem = isProblem(body)
    ? body
    : {
        type: 'about:blank',
        title: answer.statusText,
        status: answer.status,
        detail: answer.statusText,
        requestId: '',
      };
  return new Error(problem.detail, { cause: problem });
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'type' in value && 'status' in value && 'detail' in value;
}
