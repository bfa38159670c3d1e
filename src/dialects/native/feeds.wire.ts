import { Type } from 'typebox';
import { InstantOrNull, nullable } from './nullable.ts';

/** Since when a calendar has an address; null when it has none. */
export const Feed = Type.Object({ createdAt: InstantOrNull });
export type Feed = Type.Static<typeof Feed>;

/** A new address. */
export const MadeFeed = Type.Object({
  createdAt: Type.String({ format: 'date-time' }),
  url: nullable(Type.String({ description: 'Told this once; null when the request is answered once more' })),
});
export type MadeFeed = Type.Static<typeof MadeFeed>;
