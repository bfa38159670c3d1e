import { describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';
import { toHealth } from './health.wire.ts';

describe.each(engines)('The health of a server, on %s', (engine) => {
  const test = useTestServer(engine);
  const ask = (token: string) =>
    test().send('GET', '/native/v1/health', { headers: { authorization: `Bearer ${token}` } });

  it('is told to administrators, with the version, and to nobody else', async () => {
    const { token } = await test().addPerson(`plain-${engine}`, 'member', 'admin');
    expect((await ask(token)).status).toBe(403);
    const answer = await ask(test().token);
    expect(answer.status).toBe(200);
    expect(answer.json().version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(answer.json().groups.map(({ name }: { name: string }) => name)).toEqual(['disk', 'database', 'clock']);
    const texts = answer.json().groups.flatMap(({ findings }: any) => findings.map(({ text }: any) => text));
    expect(texts).toContainEqual(expect.stringMatching(/^the schema is the newest/));
  });
});

it('the health of a server is as good as the worst that was found', () => {
  const group = (...levels: ('ok' | 'warn' | 'fail')[]) => ({
    name: 'disk',
    findings: levels.map((level) => ({ level, text: level })),
  });
  expect(toHealth({ version: '1.0.0', groups: [group('ok'), group('ok', 'warn')] }).level).toBe('warn');
  expect(toHealth({ version: '1.0.0', groups: [group('fail'), group('ok', 'warn')] }).level).toBe('fail');
  expect(toHealth({ version: '1.0.0', groups: [] }).level).toBe('ok');
});
