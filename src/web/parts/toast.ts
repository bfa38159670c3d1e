import { problemOf } from '../../client/native.ts';
import type { Words } from '../words/use-words.ts';
import { troubleText } from './trouble-text.ts';

/** Something told beside the page. */
export interface Toast {
  readonly id: number;
  readonly kind: 'done' | 'trouble';
  readonly message: string;
  /** Takes back what was done. */
  readonly undo?: () => void;
}

/** Long enough to read it; with a way back, to find that and to decide as well. */
const shownMs = 5000;
const undoMs = 10_000;

let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

/** Says what was done, for some seconds; with a way back, if there is one. Answers what takes it away sooner. */
export function tell(message: string, undo?: () => void): () => void {
  const id = add(undo === undefined ? { kind: 'done', message } : { kind: 'done', message, undo });
  setTimeout(() => dismiss(id), undo === undefined ? shownMs : undoMs);
  return () => dismiss(id);
}

/** Says what went wrong; it stays until it is closed. That the session has ended, the way back in says by itself. */
export function tellTrouble(words: Words, error: unknown): void {
  if (problemOf(error)?.status === 401) return;
  add({ kind: 'trouble', message: troubleText(words, error) });
}

/** Takes a message away. */
export function dismiss(id: number): void {
  change(toasts.filter((each) => each.id !== id));
}

/** What is told now, and whoever wants to hear of changes, as `useSyncExternalStore` asks for it. */
export const toastStore = {
  read: () => toasts,
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

function add(toast: Omit<Toast, 'id'>): number {
  lastId += 1;
  change([...toasts, { ...toast, id: lastId }].slice(-4));
  return lastId;
}

function change(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}
