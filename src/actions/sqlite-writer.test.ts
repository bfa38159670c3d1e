import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

describe('the writer thread', () => {
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
