/**
 * Puts back into package-lock.json the optional packages of other platforms, which npm leaves out when the registry at
 * hand does not serve them; `npm ci` refuses a lockfile without them. Run after upgrading a tool that ships binaries.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const missing = Object.entries(lock.packages).flatMap(([path, owner]) =>
  Object.entries(owner.optionalDependencies ?? {})
    .filter(([name, version]) => !isLocked(path, name) && /^\d+\.\d+\.\d+/.test(version))
    .map(([name, version]) => [`node_modules/${name}`, entryOf(name, version, owner)])
    .filter(([, entry]) => entry !== null),
);
const packages = [...Object.entries(lock.packages), ...missing].sort(([a], [b]) => a.localeCompare(b, 'en'));
writeFileSync('package-lock.json', `${JSON.stringify({ ...lock, packages: Object.fromEntries(packages) }, null, 2)}\n`);
console.log(`${missing.length} entries added`);

/** Looks where Node would: below the owner, then below each folder above it. */
function isLocked(path, name) {
  if (lock.packages[`${path === '' ? '' : `${path}/`}node_modules/${name}`] !== undefined) return true;
  return path !== '' && isLocked(path.slice(0, Math.max(0, path.lastIndexOf('/node_modules/'))), name);
}

/** Such packages say in their names what they are for. */
function entryOf(name, version, owner) {
  const tail = name.split('/').at(-1);
  const os = /win32|darwin|android|freebsd|openharmony|linux/.exec(tail)?.[0];
  const cpu = /arm64|x64|ia32|ppc64|riscv64|s390x|arm/.exec(
    tail.slice(tail.indexOf(os ?? '') + (os?.length ?? 0)),
  )?.[0];
  if (os === undefined || cpu === undefined) return null;
  const libc = os === 'linux' ? (/musl/.test(tail) ? 'musl' : /gnu/.test(tail) ? 'glibc' : undefined) : undefined;
  return {
    version,
    cpu: [cpu],
    ...(owner.dev ? { dev: true } : {}),
    ...(libc === undefined ? {} : { libc: [libc] }),
    license: owner.license,
    optional: true,
    os: [os],
  };
}
