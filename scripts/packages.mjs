import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';

/** Runs npm with these arguments in the project's folder, its output to ours; answers whether it succeeded. */
export function npm(...args) {
  const itself = process.env.npm_execpath;
  const run =
    itself === undefined
      ? spawnSync('npm', args, { stdio: 'inherit', shell: process.platform === 'win32' })
      : spawnSync(process.execPath, [itself, ...args], { stdio: 'inherit' });
  return run.status === 0;
}

/** Installs what package-lock.json names, unless that was done since the file last changed; answers whether all is there. */
export function installPackages() {
  // npm writes the second file when an install is complete, within the same moment as a changed lockfile.
  const sameMoment = 2_000;
  if (changedAt('package-lock.json') < changedAt('node_modules/.package-lock.json') + sameMoment) return true;
  return npm('ci', '--include=dev');
}

/** When the file was last changed, in epoch milliseconds; before all time if there is none. */
export function changedAt(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Number.NEGATIVE_INFINITY;
}
