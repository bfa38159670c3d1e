import { defineConfig } from 'vite';
import manifest from './package.json' with { type: 'json' };

/**
 * The server in a few files: reading several hundred modules, twice for its two threads, took most of the start. What
 * package.json calls a dependency stays outside and is installed with the product; all else becomes part of it.
 */
export default defineConfig({
  publicDir: false,
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
      },
    },
  },
});
