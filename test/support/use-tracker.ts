import type { Engine } from './open-test-app.ts';
import { useTestServer } from './open-test-server.ts';

/** A Tracker client that reads English, as the administrator of organization 1, of a server of its own. */
export function useTracker(engine: Engine) {
  const test = useTestServer(engine);
  type Method = Parameters<ReturnType<typeof test>['send']>[0];
  const headers = (more: Record<string, string> = {}) => ({
    authorization: `OAuth ${test().token}`,
    'x-org-id': '1',
    'accept-language': 'en',
    ...more,
  });
  const send = (method: Method, url: string, body?: unknown, more: Record<string, string> = {}) =>
    test().send(method, url, { ...(body === undefined ? {} : { body }), headers: headers(more) });
  return { test, headers, send };
}

/** An error body with all its four keys. */
export function errorBody(statusCode: number, errors: Record<string, unknown>, errorMessages: readonly unknown[] = []) {
  return { errors, errorsData: {}, errorMessages, statusCode };
}
