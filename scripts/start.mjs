/**
 * `npm start`: installs and builds what is missing or out of date, then serves with demo data.
 * Needs Node alone. Further arguments are handed on: npm start -- --port 8080
 */
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { changedAt, installPackages, npm } from './packages.mjs';

const parent = process.ppid;
process.chdir(join(import.meta.dirname, '..'));

if (!installPackages()) fail('The packages could not be installed; see above.');
if (!isBuilt() && !npm('run', '--silent', 'build')) fail('The build failed; see above.');

// Less room for what is short-lived: it then stays within the processor's own cache.
const command = ['--max-semi-space-size=2', 'dist/main.js', 'serve', '--demo', ...process.argv.slice(2)];
const server = spawn(process.execPath, command, { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    // A terminal sends Ctrl-C to the server as well, and a second one may mean "at once".
    if (signal !== 'SIGINT' || !process.stdin.isTTY) server.kill(signal);
  });
}
// A signal sent to npm ends the shell between npm and us and goes no further.
if (process.env.npm_lifecycle_event !== undefined) {
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    server.kill();
  }, 250).unref();
}
server.on('exit', (code, signal) => {
  process.exitCode = code ?? 1;
  if (signal === null) return;
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
});

/** The pages are built last, so a build that broke off does not count. */
function isBuilt() {
  const builtAt = Math.min(changedAt('dist/main.js'), changedAt('dist/web/index.html'));
  const sources = [
    'package-lock.json',
    'tsconfig.json',
    'vite.config.ts',
    'vite.server.config.ts',
    ...foldersAndFiles('src'),
  ];
  return sources.every((path) => changedAt(path) < builtAt);
}

/** Folders too: theirs is the only time that changes when a file is removed. */
function foldersAndFiles(folder) {
  return [
    folder,
    ...readdirSync(folder, { withFileTypes: true, recursive: true }).map((entry) => join(entry.parentPath, entry.name)),
  ];
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
