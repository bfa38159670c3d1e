import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildServer, kill, type ServerProcess, startServer } from '../crash/server-process.ts';

/** What is delivered is made by a bundler, which may take away more than nobody needs. */
describe('The built server', () => {
  const data = mkdtempSync(join(tmpdir(), 'timebox-built-'));
  let server: ServerProcess;
  beforeAll(async () => {
    buildServer();
    server = await startServer({ TIMEBOX_DATA_DIR: data });
  });
  afterAll(async () => {
    await kill(server.child);
    rmSync(data, { recursive: true });
  });

  it.each([
    ['/api/latest/%zz', /^$/],
    ['/v3/%ff', /"errorMessages":\["/],
    ['/api/v1/%e2%82', /"Message":"There is nothing/],
    ['/native/v1/%', /"type":"urn:timebox:problem:not-found"/],
    ['/%zz', /"message":"There is nothing/],
  ])('says of an address that cannot be decoded what its dialect says of a missing one: %s', async (path, said) => {
    const answer = await fetch(server.url + path);
    expect([answer.status, await answer.text()]).toEqual([404, expect.stringMatching(said)]);
  });
});
