import { defineConfig } from 'vite';
import manifest from './package.json' with { type: 'json' };

/** What Fastify loads if it is handed no compilers of schemas, which it is, and to be tried without a network. */
const unused = ['@fastify/ajv-compiler', '@fastify/fast-json-stringify-compiler', 'light-my-request'];

/**
 * The server in a few files: reading several hundred modules, twice for its two threads, took most of the start. What
 * package.json calls a dependency stays outside and is installed with the product; all else becomes part of it.
 */
export default defineConfig({
  publicDir: false,
  plugins: [
    {
      name: 'leave out what is never loaded',
      enforce: 'pre',
      resolveId: (id, importer = '') =>
        unused.includes(id) && importer.includes('/node_modules/fastify/') ? { id, external: true } : null,
    },
  ],
  ssr: { noExternal: true, external: Object.keys(manifest.dependencies) },
  build: {
    ssr: true,
    target: 'node20.19',
    outDir: 'dist',
    // The pages stand there as well.
    emptyOutDir: false,
    minify: false,
    // Read only under `node --enable-source-maps`, which makes the start slower.
    sourcemap: true,
    license: { fileName: 'server/licenses.md' },
    rolldownOptions: {
      input: { main: 'src/main.ts', 'sqlite-writer-thread': 'src/actions/sqlite-writer-thread.ts' },
      output: {
        // The engine keeps the text, at two bytes a character as soon as one of them is not Latin.
        charset: 'ascii',
        comments: false,
        // One folder below `dist`, from where the pages are looked for.
        entryFileNames: ({ name }) => (name === 'main' ? '[name].js' : 'server/[name].js'),
        chunkFileNames: 'server/[name].js',
        // A file for each package: what the engine takes to read a file it does not give back, so no file should be large.
        codeSplitting: { groups: [{ name: packageOf }] },
      },
    },
  },
});

function packageOf(id: string): string | null {
  return /node_modules\/(@[^/]+\/)?([^/]+)/.exec(id)?.slice(1).join('').replace('@', '').replace('/', '-') ?? null;
}
