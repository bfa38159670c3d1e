import type { DrawCharts } from '../dialects/native/plugin.ts';

/** Draws charts with what the pages draw them with; loaded when the first one is asked for, as most servers never are. */
export const drawCharts: DrawCharts = {
  progress: async (...of) => (await import('./chart-drawings.tsx')).drawProgress(...of),
  velocity: async (...of) => (await import('./chart-drawings.tsx')).drawVelocity(...of),
};
