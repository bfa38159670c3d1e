import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: 'src/web',
  // Relative addresses: the server says at run time under which path the pages live.
  base: './',
  plugins: [react()],
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    // Which file needs which: the tests weigh what each page downloads.
    manifest: true,
  },
});
