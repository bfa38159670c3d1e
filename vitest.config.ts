import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,tsx}'],
    exclude: ['test/bench/**', 'test/crash/**'],
    globalSetup: ['test/support/postgres-server.ts'],
    // Processes, not threads: tests start worker threads and servers of their own, and one that hangs can be ended.
    pool: 'forks',
    // Two at a time, as the browser, the server and PostgreSQL of one leave half of two cores idle.
    maxWorkers: 2,
    // Generous, because two cores may be shared; a test that needs a limit of its own states it.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    teardownTimeout: 20_000,
  },
});
