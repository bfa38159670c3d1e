/**
 * `npm test`: installs what is missing, then runs every check and every test.
 * The last line is "N passed, N failed": checks and tests together.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChecks } from './check.mjs';
import { installPackages } from './packages.mjs';

process.chdir(join(import.meta.dirname, '..'));

if (!installPackages()) giveUp('The packages could not be installed; see above.');
const chromium = findChromium() ?? installChromium();
if (chromium === undefined) giveUp('The browser tests need Chromium: install it, or name it in CHROMIUM_PATH.');

const checks = runChecks();
console.log('\n── tests');
const tests = runTests(chromium);
if (checks.failed.length > 0) console.log(`Failed checks: ${checks.failed.join(', ')}`);
finish(checks.passed + tests.passed, checks.failed.length + tests.failed);

/** A named browser must be there: silently taking another one would hide the mistake. */
function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  const path = named === undefined || named === '' ? '/usr/bin/chromium' : named;
  try {
    accessSync(path, constants.X_OK);
    return path;
  } catch {
    return path === named ? giveUp(`CHROMIUM_PATH names ${named}, which cannot be run.`) : undefined;
  }
}

function installChromium() {
  const can = (...command) => spawnSync(command[0], command.slice(1), { stdio: 'ignore' }).status === 0;
  if (!can('apt-get', '--version')) return undefined;
  const root = process.getuid() === 0;
  if (!root && !can('sudo', '--non-interactive', 'true')) return undefined;
  const apt = (...args) => {
    const command = [...(root ? [] : ['sudo', '--non-interactive']), 'apt-get', '--quiet', ...args];
    return spawnSync(command[0], command.slice(1), { stdio: 'inherit' }).status === 0;
  };
  console.log('Installing Chromium for the browser tests');
  return apt('update') && apt('install', '--yes', '--no-install-recommends', 'chromium') ? findChromium() : undefined;
}

/** Counts by the report that vitest writes; no report, or an error outside any test, is one failure more. */
function runTests(chromiumPath) {
  const folder = mkdtempSync(join(tmpdir(), 'timebox-tests-'));
  const report = join(folder, 'report.json');
  const run = spawnSync(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    { stdio: 'inherit', env: { ...process.env, CHROMIUM_PATH: chromiumPath } },
  );
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
    const isBroken = (file) =>
      file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed');
    const failed = numFailedTests + testResults.filter(isBroken).length;
    return { passed: numPassedTests, failed: run.status !== 0 && failed === 0 ? 1 : failed };
  } catch {
    console.error('The tests ended without a report.');
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function giveUp(reason) {
  console.error(reason);
  return finish(0, 1);
}

function finish(passed, failed) {
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);
}
