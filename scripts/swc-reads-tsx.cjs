/**
 * Loaded before dependency-cruiser 17, which has swc read every file as .ts and so stumbles over the JSX of a .tsx file.
 * Remove it when dependency-cruiser tells swc the difference itself; test/tooling/import-rules.test.ts will show.
 */
const swc = require('@swc/core');

const { parseFileSync } = swc;
swc.parseFileSync = (path, options) => parseFileSync(path, { ...options, tsx: path.endsWith('.tsx') });
