/**
 * Checks src against .dependency-cruiser.mjs and tells, for each forbidden import, what to do instead.
 * Also fails when it saw hardly any modules: a checker that reads nothing finds nothing wrong.
 */
import { spawnSync } from 'node:child_process';
import config from '../.dependency-cruiser.mjs';

const fewestModules = 10;

const cruise = spawnSync(
  process.execPath,
  [
    '--require',
    './scripts/swc-reads-tsx.cjs',
    'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
    'src',
    '--config',
    '.dependency-cruiser.mjs',
    '--output-type',
    'json',
  ],
  { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'inherit'] },
);
if (cruise.stdout === '') {
  console.error('dependency-cruiser gave no answer');
  process.exit(1);
}

const { modules, summary } = JSON.parse(cruise.stdout);
const own = modules.filter((module) => module.source.startsWith('src/'));
if (own.length < fewestModules) {
  console.error(
    `Only ${own.length} modules were read in src, so nothing was checked: see the parser in .dependency-cruiser.mjs`,
  );
  process.exit(1);
}

for (const { rule, from, to, cycle } of summary.violations) {
  const path = cycle === undefined ? [to] : cycle.map((step) => step.name);
  const advice = config.forbidden.find((each) => each.name === rule.name)?.comment;
  console.error([from, ...path].join(' → ') + `\n  ${rule.name}: ${advice}`);
}
console.log(`${own.length} modules, ${summary.violations.length} forbidden imports`);
process.exitCode = summary.violations.length === 0 ? 0 : 1;
