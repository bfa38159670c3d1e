let open: readonly HTMLElement[] = [];
const listeners = new Set<() => void>();

/** Notes that a dialog stands over the page, and all that was there before; answers what takes the note away. */
export function noteDialog(box: HTMLElement): () => void {
  change([...open, box]);
  return () => change(open.filter((each) => each !== box));
}

/** The box of the dialog that lies on top, null where there is none; as `useSyncExternalStore` asks for it. */
export const topDialog = {
  read: () => open.at(-1) ?? null,
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

function change(next: readonly HTMLElement[]): void {
  open = next;
  for (const listener of listeners) listener();
}
