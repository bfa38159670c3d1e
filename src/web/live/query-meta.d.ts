import type { Happened } from './touched-by.ts';

declare module '@tanstack/react-query' {
  interface Register {
    queryMeta: {
      /** Takes notice of what has touched a query before it is asked again, so that it need not read everything. */
      readonly hear?: (events: readonly Happened[]) => void;
    };
  }
}
