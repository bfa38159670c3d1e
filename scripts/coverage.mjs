/**
 * `npm run coverage`: writes docs/coverage.md from the tables of operations that the dialects keep. A test compares the
 * tables with the routes of the server, and the page with the tables.
 */
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { operations as kaiten } from '../src/dialects/kaiten/operations.ts';
import { operations as teampulse } from '../src/dialects/teampulse/operations.ts';
import { operations as tracker } from '../src/dialects/tracker/operations.ts';

/** Every dialect that follows a vendor: its name, its folder and its table. */
export const dialects = [
  { name: 'Kaiten', folder: 'kaiten', operations: kaiten },
  { name: 'TeamPulse', folder: 'teampulse', operations: teampulse },
  { name: 'Tracker', folder: 'tracker', operations: tracker },
];

/** Where the page stands, from the root of the project. */
export const pagePath = 'docs/coverage.md';

/** The page, as it should be now. */
export function coveragePage() {
  return `# What is offered

The requests of the three vendors' APIs that clients are known to make, and how near Timebox comes to each. _Done_ is answered as the
vendor documents it, or, where the pages are silent, as its live service was seen to answer; _differs_ is answered otherwise in the point
that is named; what is _not offered_ is answered like any address or method that does not exist.

This page is made by \`npm run coverage\`: edit \`src/dialects/<dialect>/operations.ts\` instead.

| dialect | done | differs | not offered |
| --- | ---: | ---: | ---: |
${dialects.map(summaryRow).join('\n')}

${dialects.map(section).join('\n\n')}
`;
}

function summaryRow({ name, operations }) {
  const states = Object.values(operations)
    .flatMap((group) => Object.values(group))
    .map(stateOf);
  const count = (wanted) => states.filter((state) => state === wanted).length;
  return `| [${name}](#${name.toLowerCase()}) | ${count('done')} | ${count('differs')} | ${count('not offered')} |`;
}

function section({ name, folder, operations }) {
  const groups = Object.entries(operations).map(([tag, group]) => `### ${name}: ${tag}\n\n${table(group)}`);
  return `## ${name}

Bodies and answers are described at \`/${folder}/openapi.json\`, differences at length in
[its README](../src/dialects/${folder}/README.md).

${groups.join('\n\n')}`;
}

function table(group) {
  const rows = Object.entries(group).map(
    ([key, operation]) =>
      `| \`${key}\` | ${operation.summary} | ${stateOf(operation)} | ${operation.differs ?? operation.notOffered ?? ''} |`,
  );
  return ['| request | what it does | state | why |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function stateOf({ differs, notOffered }) {
  if (notOffered !== undefined) return 'not offered';
  return differs === undefined ? 'done' : 'differs';
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  writeFileSync(pagePath, coveragePage());
  console.log(`${pagePath} written`);
}
