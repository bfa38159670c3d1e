import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import config from '../../.dependency-cruiser.mjs';

const root = resolve(import.meta.dirname, '../..');

/** A small product that keeps every rule. */
const lawful: Record<string, string> = {
  'src/main.ts': `import { run } from './cli/run.ts'; run();`,
  'src/domain/refusal.ts': `export const refusal = 'refusal';`,
  'src/domain/days.ts': `import { Temporal } from 'temporal-polyfill'; export const days = Temporal;`,
  'src/domain/lifecycle.ts': `import { refusal } from './refusal.ts'; export const lifecycle = refusal;`,
  'src/store/open.ts': `import { Kysely } from 'kysely'; import 'node:fs'; import '../domain/refusal.ts'; export const open = Kysely;`,
  'src/store/migrate.ts': `export const migrate = 1;`,
  'src/store/items.ts': `export const items = 1;`,
  'src/actions/index.ts': `import { open } from '../store/open.ts'; import '@node-rs/argon2'; export const actions = open;`,
  'src/actions/app.ts': `export const app = 1;`,
  'src/jobs/deliver.ts': `import { actions } from '../actions/index.ts'; export const deliver = actions;`,
  'src/dialects/native/plugin.ts': `import 'fastify'; import '../../actions/index.ts'; import './sprints.wire.ts'; export const native = 1;`,
  'src/dialects/native/sprints.wire.ts': `import { Type } from 'typebox'; export type Sprint = typeof Type;`,
  'src/dialects/kaiten/plugin.ts': `import '../../domain/refusal.ts'; export const kaiten = 1;`,
  'src/dialects/kaiten/webhook-envelopes.ts': `import '../../actions/index.ts'; export const kaitenEnvelopes = 1;`,
  'src/http/server.ts': `import 'fastify'; import '../dialects/kaiten/plugin.ts'; import '../charts/burndown.tsx'; export const server = 1;`,
  'src/charts/burndown.tsx': `import { memo } from 'react'; export const burndown = memo;`,
  'src/client/native.ts': `import type { Sprint } from '../dialects/native/sprints.wire.ts'; export type Read = Sprint;`,
  'src/cli/run.ts': `import 'commander'; import '../http/server.ts'; import '../store/open.ts'; import '../dialects/kaiten/webhook-envelopes.ts'; import '../jobs/deliver.ts'; export const run = () => 1;`,
  'src/web/page.tsx': `import 'react'; import '../client/native.ts'; import '../charts/burndown.tsx'; export const page = <p>{String(1)}</p>;`,
  'src/web/page.test.ts': `import 'node:fs'; import '../../test/support/engines.ts'; import '../cli/run.ts';`,
  'test/support/engines.ts': `export const engines = 1;`,
};

/** For each rule one file that breaks it: by imports of values and of types, by exports and by late imports. */
const unlawful: Record<string, [path: string, text: string]> = {
  'no-circular': ['src/domain/gnir.ts', `import { gnir } from './ring.ts'; export const ring = gnir;`],
  'no-unresolvable': ['src/domain/lost.ts', `import './nowhere.ts';`],
  'known-rooms': ['src/domain/handy.ts', `import '../utils/handy.ts';`],
  'no-tests-inside': ['src/actions/tested.ts', `import '../../test/support/engines.ts';`],
  'no-node-outside-the-server': ['src/domain/random.ts', `import { randomUUID } from 'node:crypto';`],
  'main-to-cli': ['src/main.ts', `import './http/server.ts';`],
  'domain-alone': ['src/domain/curious.ts', `import type { items } from '../store/items.ts';`],
  'domain-packages': ['src/domain/parsing.ts', `import { Temporal } from 'temporal-polyfill';`],
  'days-packages': ['src/domain/days.ts', `import { Type } from 'typebox';`],
  'store-down': ['src/store/lifted.ts', `import type { app } from '../actions/app.ts';`],
  'store-packages': ['src/store/served.ts', `import type { FastifyInstance } from 'fastify';`],
  'sql-in-store': ['src/cli/query.ts', `import type { Kysely } from 'kysely';`],
  'actions-down': ['src/actions/asking.ts', `export { kaiten } from '../dialects/kaiten/plugin.ts';`],
  'actions-packages': ['src/actions/served.ts', `import type { FastifyRequest } from 'fastify';`],
  'jobs-down': ['src/jobs/direct.ts', `import { items } from '../store/items.ts';`],
  'jobs-packages': ['src/jobs/logged.ts', `import { pino } from 'pino';`],
  'dialects-down': ['src/dialects/kaiten/copied.ts', `import type { Sprint } from '../native/sprints.wire.ts';`],
  'dialects-packages': ['src/dialects/kaiten/checked.ts', `import { Command } from 'commander';`],
  'http-down': ['src/http/inside.ts', `import type { Sprint } from '../dialects/native/sprints.wire.ts';`],
  'http-packages': ['src/http/commanded.ts', `import { Command } from 'commander';`],
  'charts-alone': ['src/charts/loaded.ts', `import type { Read } from '../client/native.ts';`],
  'charts-packages': ['src/charts/themed.tsx', `import { Box } from '@mantine/core';`],
  'client-down': ['src/client/kaiten.ts', `import type { kaiten } from '../dialects/kaiten/plugin.ts';`],
  'client-packages': ['src/client/typed.ts', `import type { TSchema } from 'typebox';`],
  'cli-down': ['src/cli/direct.ts', `import { items } from '../store/items.ts';`],
  'cli-packages': ['src/cli/served.ts', `import type { FastifyInstance } from 'fastify';`],
  'nothing-imports-cli': ['src/http/upward.ts', `import type { run } from '../cli/run.ts';`],
  'web-down': ['src/web/shortcut.ts', `export const late = () => import('../actions/index.ts');`],
  'web-packages': ['src/web/formed.ts', `import type { Command } from 'commander';`],
  'nothing-imports-web': ['src/charts/paged.ts', `import type { page } from '../web/page.tsx';`],
};

const accomplices = {
  'src/domain/ring.ts': `import { ring } from './gnir.ts'; export const gnir = ring;`,
  'src/utils/handy.ts': 'export const handy = 1;',
};

describe('the import rules', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'timebox-imports-'));
    for (const path of ['package.json', 'tsconfig.json', '.dependency-cruiser.mjs', 'scripts']) {
      cpSync(join(root, path), join(folder, path), { recursive: true });
    }
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('let a lawful product pass', () => {
    write(folder, lawful);
    expect(check(folder)).toEqual({ failed: false, told: [] });
  });

  it('report every one of a set of violations, one for each rule', () => {
    expect(Object.keys(unlawful)).toEqual(config.forbidden.map((rule) => rule.name));
    write(folder, { ...lawful, ...accomplices, ...Object.fromEntries(Object.values(unlawful)) });

    const { failed, told } = check(folder);
    expect(failed).toBe(true);
    for (const [rule, [path]] of Object.entries(unlawful)) expect(told).toContain(`${path} ${rule}`);
  });

  it('do not pass when nothing was read', () => {
    write(folder, { 'src/main.ts': '' });
    expect(check(folder).failed).toBe(true);
  });
});

function write(folder: string, files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** Runs the check in that folder; `told` holds "file rule" for each import it complained about. */
function check(folder: string): { failed: boolean; told: string[] } {
  const run = spawnSync(process.execPath, ['scripts/check-imports.mjs'], { cwd: folder, encoding: 'utf8' });
  const told = [...run.stderr.matchAll(/^(\S+) → .*\n {2}([a-z-]+): \S/gm)].map(([, path, rule]) => `${path} ${rule}`);
  return { failed: run.status !== 0, told };
}
