import type { TestServer } from './open-test-server.ts';

/** An answer as `TestServer.send` gives it. */
export type Answer = Awaited<ReturnType<TestServer['send']>>;

/** One thing of a dialect that can be read and changed, and where there is none. */
export interface Thing {
  /** Address of a thing that exists. */
  readonly url: string;
  /** An address of the same form that names nothing. */
  readonly missingUrl: string;
}

/** What the suite has to know of a dialect. */
export interface DialectContract {
  readonly name: string;
  /** A path within the dialect where nothing is. */
  readonly unknownUrl: string;
  /** What a client of that token and organization sends with everything. */
  readonly headers: (token: string, orgId: number) => Record<string, string>;
  /** Makes a new thing in the organization of that client. */
  readonly make: (test: TestServer, headers: Record<string, string>, as: TestServer['admin']) => Promise<Thing>;
  /** A change of the thing that succeeds, and sets a text. */
  readonly change: { readonly method: 'PATCH' | 'PUT'; readonly body: (text: string) => Record<string, unknown> };
  /** The key of that text in the body. */
  readonly textKey: string;
  /** What a change must carry beside `headers`, such as a version where one is demanded. */
  readonly changeHeaders?: Record<string, string>;
  /** A method that the thing's address does not have. */
  readonly wrongMethod: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Checks that an error of that status looks as this dialect's errors do. */
  readonly expectError: (answer: Answer, status: number) => void;
}
