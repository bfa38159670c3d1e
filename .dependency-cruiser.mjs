/**
 * Who may import whom. Every rule ends with a sentence for the one who broke it.
 * `npm run imports` checks them; test/tooling/import-rules.test.ts breaks each one and expects to be told.
 */

const tests = '[.]test[.]tsx?$';
const npm = ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-bundled', 'npm-no-pkg', 'npm-unknown'];

/** Files of one room import, within src, only what is listed. */
const only = (name, from, to, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: tests },
  to: { path: '^src/', pathNot: to },
});

/** Files of one room use only these packages; a new one is added here, with its reason, in the same commit. */
const packages = (name, from, names, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: tests },
  to: { dependencyTypes: npm, pathNot: names.map((each) => `node_modules/(@types/)?${each}/`) },
});

const forbidden = [
  {
    name: 'no-circular',
    comment: 'Split the file, or move what both need down into a file that imports neither.',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  {
    name: 'no-unresolvable',
    comment: 'Nothing is found under this name: write the path with its .ts, or add the package to package.json.',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: 'known-rooms',
    comment: 'src has ten rooms and no eleventh: put the function into the room whose reason it serves.',
    severity: 'error',
    from: {},
    to: {
      path: '^src/',
      pathNot: '^src/(domain|store|actions|jobs|dialects|http|charts|client|cli|web)/|^src/main[.]ts$',
    },
  },
  {
    name: 'no-tests-inside',
    comment: 'The product does not import its tests: move what it needs into a room of src.',
    severity: 'error',
    from: { path: '^src/', pathNot: tests },
    to: { path: ['^test/', '^scripts/', tests] },
  },
  {
    name: 'no-node-outside-the-server',
    comment:
      'Rules, charts, the client and the pages run anywhere: pass in what Node would give (clock, id, text, random).',
    severity: 'error',
    from: { path: '^src/(domain|charts|client|web)/', pathNot: tests },
    to: { dependencyTypes: ['core'] },
  },

  only('main-to-cli', '^src/main[.]ts$', ['^src/main[.]ts$', '^src/cli/'], 'main.ts only hands the arguments to cli/.'),

  only('domain-alone', '^src/domain/', '^src/domain/', 'Rules take facts as arguments; load the facts in an action.'),
  packages(
    'domain-packages',
    '^src/domain/(?!days[.]ts$)',
    [],
    'Rules are pure: pass the parsed value in; reckon with days in days.ts.',
  ),
  packages('days-packages', '^src/domain/days[.]ts$', ['temporal-polyfill'], 'days.ts needs temporal-polyfill alone.'),

  only(
    'store-down',
    '^src/store/',
    '^src/(store|domain)/',
    'SQL knows rows and the words of the domain, nothing above.',
  ),
  packages(
    'store-packages',
    '^src/store/',
    ['kysely', 'pg', 'better-sqlite3'],
    'The store needs the databases alone; anything else belongs to the action that calls it.',
  ),
  {
    name: 'sql-in-store',
    comment: 'Write a function in store/ that answers the question, and call it from an action.',
    severity: 'error',
    from: { path: '^src/', pathNot: ['^src/store/', tests] },
    to: { path: 'node_modules/(@types/)?(kysely|pg|better-sqlite3)/' },
  },

  only(
    'actions-down',
    '^src/actions/',
    '^src/(actions|domain|store)/',
    'An action must not know who called it: take what is needed as an argument.',
  ),
  packages(
    'actions-packages',
    '^src/actions/',
    ['@node-rs/argon2'],
    'An action tells a story in our own words (argon2 keeps passwords): wire formats belong to dialects/, SQL to store/.',
  ),

  only(
    'jobs-down',
    '^src/jobs/',
    '^src/(jobs|actions|domain)/',
    'A job calls actions, as a request does: write an action for what it needs.',
  ),
  packages('jobs-packages', '^src/jobs/', [], 'A job needs actions and a timer; the work itself belongs to an action.'),

  only(
    'dialects-down',
    '^src/dialects/([^/]+)/',
    ['^src/dialects/$1/', '^src/domain/', '^src/actions/index[.]ts$'],
    'A dialect sees neither SQL nor another dialect: add an action, or keep an own copy of the few lines.',
  ),
  packages(
    'dialects-packages',
    '^src/dialects/',
    ['fastify', 'typebox', '@fastify/type-provider-typebox'],
    'A dialect is schemas, routes and mappings; what needs more belongs to the shell in http/ or to an action.',
  ),

  only(
    'http-down',
    '^src/http/',
    ['^src/http/', '^src/dialects/[^/]+/plugin[.]ts$', '^src/actions/', '^src/domain/', '^src/charts/'],
    'The shell mounts dialects by their plugin.ts and calls actions; it knows neither their insides nor SQL.',
  ),
  packages(
    'http-packages',
    '^src/http/',
    ['fastify', '@fastify/ajv-compiler', 'typebox', 'react', 'react-dom'],
    'The shell needs Fastify, TypeBox, and React to draw charts; the rest belongs elsewhere.',
  ),

  only(
    'charts-alone',
    '^src/charts/',
    '^src/charts/',
    'A chart draws the numbers it is given; whoever shows it gets them.',
  ),
  packages(
    'charts-packages',
    '^src/charts/',
    ['react', '@visx/[^/]+'],
    'A chart is plain SVG: React draws it, visx reckons its scales and shapes.',
  ),

  only(
    'client-down',
    '^src/client/',
    ['^src/client/', '^src/dialects/native/[^/]+[.]wire[.]ts$'],
    'The client knows the native wire types only (lint sees to `import type`), so that it can be published alone.',
  ),
  packages('client-packages', '^src/client/', [], 'The client is fetch and types, so that it can be published alone.'),

  only(
    'cli-down',
    '^src/cli/',
    [
      '^src/(cli|http|client|actions|jobs|domain)/',
      '^src/store/(open|lock-folder|engine-state|migrate)[.]ts$',
      '^src/dialects/[^/]+/webhook-envelopes[.]ts$',
    ],
    'A command starts the shell, speaks through client/ or calls an action; of the store it opens, locks, examines and migrates; of a dialect it hands envelopes to the job that sends them.',
  ),
  packages(
    'cli-packages',
    '^src/cli/',
    ['commander', 'pino'],
    'A command reads its arguments and prints; the rest is below.',
  ),
  {
    name: 'nothing-imports-cli',
    comment: 'cli/ is the top: move what is needed down into the room that it serves.',
    severity: 'error',
    from: { path: '^src/', pathNot: ['^src/(cli/|main[.]ts$)', tests] },
    to: { path: '^src/cli/' },
  },

  only('web-down', '^src/web/', ['^src/(web|client|charts)/'], 'Pages talk to the server through client/ only.'),
  packages(
    'web-packages',
    '^src/web/',
    [
      'react',
      'react-dom',
      '@mantine/[^/]+',
      '@tanstack/[^/]+',
      'i18next',
      'react-i18next',
      'dayjs',
      'tinykeys',
      '@tabler/icons-react',
      '@atlaskit/pragmatic-drag-and-drop[^/]*',
      '@fontsource-variable/inter',
    ],
    'Every package here is downloaded by every user: draw it with what is listed, or argue for one more.',
  ),
  {
    name: 'nothing-imports-web',
    comment: 'Pages are built apart and served as files: move what both need into charts/ or client/.',
    severity: 'error',
    from: { path: '^src/', pathNot: ['^src/web/', tests] },
    to: { path: '^src/web/' },
  },
];

export default {
  forbidden,
  options: {
    // Without swc, dependency-cruiser cannot read TypeScript 7 and finds zero modules, silently.
    parser: 'swc',
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
    doNotFollow: { path: 'node_modules' },
  },
};
