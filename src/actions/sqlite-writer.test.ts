import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useTestApp } from '../../test/support/open-test-app.ts';
import { databaseFile } from './app.ts';

describe('the writer thread', () => {
  const test = useTestApp('sqlite');

  it('copies its log into the database as it grows', async () => {
    const { actions, admin, place } = test();
    const project = await actions.createProject(admin, { title: 'Many items' });
    for (let number = 0; number < 400; number += 1) {
      await actions.createItem(admin, { project: { id: project.id }, fields: { title: `Item ${number}` } });
    }
    // Each of the commits alone has brought some ten pages of 4 KiB.
    expect(statSync(`${databaseFile(place.dataDir)}-wal`).size).toBeLessThan(9_000_000);
  });

  it('holds the process while it closes, though the last answers come in meanwhile', () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'timebox-writer-'));
    const program = `
      const { openApp } = await import('./src/actions/app.ts');
      const { nobody } = await import('./src/actions/authenticate.ts');
      const app = await openApp({ dataDir: ${JSON.stringify(dataDir)} });
      const call = { name: 'forgetRetries', actor: nobody, input: { before: 0 }, now: 0 };
      const answers = Array.from({ length: 20 }, () => app.writer.run(call));
      await app.close();
      console.log((await Promise.all(answers)).length);
    `;
    const { status, stdout } = spawnSync(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '--eval', program],
      {
        encoding: 'utf8',
      },
    );
    rmSync(dataDir, { recursive: true, force: true });
    expect([status, stdout.trim()]).toEqual([0, '20']);
  });
});
