/** `npm run check`: every check but the tests. All of them run, whichever fail. */
import { pathToFileURL } from 'node:url';
import { npm } from './packages.mjs';

const checks = ['format:check', 'lint', 'types', 'imports', 'knip', 'build'];

/** Runs the checks one after the other; answers how many passed and which failed. */
export function runChecks() {
  const failed = checks.filter((name) => {
    console.log(`\n── ${name}`);
    return !npm('run', '--silent', name);
  });
  return { passed: checks.length - failed.length, failed };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { passed, failed } = runChecks();
  console.log(`\n${passed} checks passed${failed.length === 0 ? '' : `, failed: ${failed.join(', ')}`}`);
  process.exitCode = failed.length === 0 ? 0 : 1;
}
