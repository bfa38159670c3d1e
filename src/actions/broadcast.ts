import type { StoredEvent } from '../store/events.ts';

/** Heeds events after their commit, in order. It must not throw, as what happened has happened. */
export type Listener = (events: readonly StoredEvent[]) => void;

/** Makes an app's `publish`, with the way to be told by it. */
export function broadcast(): { readonly publish: Listener; readonly hear: (listener: Listener) => void } {
  const listeners: Listener[] = [];
  return {
    publish: (events) => {
      for (const listener of listeners) listener(events);
    },
    hear: (listener) => {
      listeners.push(listener);
    },
  };
}
