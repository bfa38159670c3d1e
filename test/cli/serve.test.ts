import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { freshPostgres } from '../support/postgres.ts';
import { startServer, temporaryFolder, timebox } from './timebox.ts';

const slow = 120_000;

describe('timebox serve', () => {
  it('starts on an empty folder, takes the bootstrap token as given, and still takes it after a restart', {
    timeout: slow,
  }, async () => {
    const env = { TIMEBOX_DATA_DIR: temporaryFolder(), TIMEBOX_BOOTSTRAP_TOKEN: 'as-it-was-given' };
    const first = await startServer(env);
    expect((await fetch(`${first.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${first.url}/readyz`)).status).toBe(200);
    expect(await statusWith(first.url, 'as-it-was-given')).not.toBe(401);
    expect(await statusWith(first.url, 'something-else')).toBe(401);
    expect(first.stdout()).toMatch(/organization "timebox" is new/);
    for (const line of first.stderr().trim().split('\n')) expect(JSON.parse(line)).toHaveProperty('level');

    const second = await timebox(['serve', '--port', '0'], env);
    expect(second.code).toBe(1);
    expect(second.stderr).toMatch(new RegExp(`Another server \\(process ${first.process.pid}\\) is using`));

    first.process.kill('SIGKILL');
    await first.ended;
    const again = await startServer({ ...env, TIMEBOX_BOOTSTRAP_TOKEN: 'another-token' });
    expect(await statusWith(again.url, 'as-it-was-given')).not.toBe(401);
    expect(await statusWith(again.url, 'another-token')).toBe(401);
    expect(again.stdout()).toBe('');
    again.process.kill('SIGINT');
    expect(await again.ended).toMatchObject({ code: 0 });
  });

  it('answers a request that is running when it is told to stop, and then ends well', { timeout: slow }, async () => {
    const env = { TIMEBOX_DATA_DIR: temporaryFolder(), TIMEBOX_BOOTSTRAP_TOKEN: 'as-it-was-given' };
    const server = await startServer(env);
    const body = '{"name":"Late"}';
    const late = request(`${server.url}/v3/sprints/1`, {
      method: 'PATCH',
      headers: {
        authorization: 'OAuth as-it-was-given',
        'x-org-id': '1',
        'content-type': 'application/json',
        'content-length': body.length,
      },
    });
    const answered = new Promise<{ status?: number; connection?: string }>((resolve, reject) => {
      late.on('error', reject);
      late.on('response', (response) => {
        response.resume();
        const { statusCode, headers } = response;
        resolve({ status: statusCode ?? 0, connection: headers.connection ?? '' });
      });
    });
    late.write(body.slice(0, 5));
    // Another request that is answered says that the first one has been taken up.
    await fetch(`${server.url}/healthz`);
    server.process.kill('SIGTERM');
    await sleep(1500);
    await expect(fetch(`${server.url}/healthz`)).rejects.toThrow('fetch failed');
    late.end(body.slice(5));
    expect(await answered).toEqual({ status: 404, connection: 'close' });
    expect(await server.ended).toMatchObject({ code: 0 });
  });

  it('without a token tells where it is set up, and ends at once at the second signal', { timeout: slow }, async () => {
    const server = await startServer({ TIMEBOX_DATA_DIR: temporaryFolder() });
    await expect.poll(() => server.stdout()).toMatch(/\/setup#k=tbx_\w+\n/);
    expect(await (await fetch(`${server.url}/native/v1/setup`)).json()).toEqual({ isOpen: true });
    const held = request(`${server.url}/v3/sprints/1`, { method: 'PATCH', headers: { 'content-length': 9 } });
    held.on('error', () => {});
    held.flushHeaders();
    server.process.kill('SIGTERM');
    await sleep(50);
    server.process.kill('SIGTERM');
    expect(await server.ended).toMatchObject({ code: 1 });
  });

  it('serves from PostgreSQL, on which one server is not alone', { timeout: slow }, async () => {
    const { url, drop } = await freshPostgres();
    const env = { TIMEBOX_DATABASE_URL: url, TIMEBOX_BOOTSTRAP_TOKEN: 'as-it-was-given' };
    const first = await startServer(env);
    const second = await startServer(env);
    expect(await statusWith(second.url, 'as-it-was-given')).toBe(404);
    first.process.kill('SIGTERM');
    second.process.kill('SIGTERM');
    expect(await first.ended).toMatchObject({ code: 0 });
    expect(await second.ended).toMatchObject({ code: 0 });
    await drop();
  });

  it('names every bad setting and ends with 2', async () => {
    const { code, stderr } = await timebox(['serve', '--port', 'many'], { TIMEBOX_LOG_LEVEL: 'loud' });
    expect(code).toBe(2);
    expect(stderr.trim().split('\n')).toEqual([
      expect.stringContaining('--port must be'),
      expect.stringContaining('TIMEBOX_LOG_LEVEL must be'),
    ]);
  });

  it('says so when its port is taken', { timeout: slow }, async () => {
    const server = await startServer({ TIMEBOX_DATA_DIR: temporaryFolder() });
    const { port } = new URL(server.url);
    const { code, stderr } = await timebox(['serve', '--port', port], { TIMEBOX_DATA_DIR: temporaryFolder() });
    expect(code).toBe(1);
    expect(stderr).toContain(`Port ${port} of 127.0.0.1 is in use`);
    server.process.kill('SIGTERM');
    expect(await server.ended).toMatchObject({ code: 0 });
  });

  it('with --demo tells the same way in at every start', { timeout: slow }, async () => {
    const env = { TIMEBOX_DATA_DIR: temporaryFolder() };
    const first = await startServer(env, '--demo');
    const told = await until(() => /token {5}(\S+)/.exec(first.stdout())?.[1]);
    expect(await statusWith(first.url, told)).not.toBe(401);
    expect(first.stdout().match(/^curl /gm)).toHaveLength(3);
    first.process.kill('SIGTERM');
    expect(await first.ended).toMatchObject({ code: 0 });
    const again = await startServer(env, '--demo');
    expect(await until(() => /token {5}(\S+)/.exec(again.stdout())?.[1])).toBe(told);
    again.process.kill('SIGTERM');
    expect(await again.ended).toMatchObject({ code: 0 });
  });
});

describe('timebox', () => {
  it('prints help and its version, and ends with 2 when it does not understand', async () => {
    const [help, version, unknown] = await Promise.all([timebox(['--help']), timebox(['--version']), timebox(['fly'])]);
    expect(help).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('serve') });
    expect(version).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
    expect(unknown).toMatchObject({ code: 2, stdout: '' });
  });
});

async function statusWith(url: string, token: string): Promise<number> {
  const headers = { authorization: `OAuth ${token}`, 'x-org-id': '1' };
  return (await fetch(`${url}/v3/sprints/1`, { headers })).status;
}

async function until(look: () => string | undefined): Promise<string> {
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    await sleep(20);
  }
}
