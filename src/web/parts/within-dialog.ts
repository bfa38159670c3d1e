import { createContext, useContext } from 'react';

/** The dialog that something is shown in. */
export const DialogContext = createContext<HTMLDialogElement | null>(null);

/** Where what opens over the page has to be put: what is outside an open dialog cannot be reached. Null for the page. */
export function useDialogElement(): HTMLDialogElement | null {
  return useContext(DialogContext);
}
