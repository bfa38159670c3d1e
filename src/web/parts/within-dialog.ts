import { createContext, useContext } from 'react';

/** The id of the dialog that something is shown in. */
export const DialogContext = createContext<string | null>(null);

/**
 * Where what opens over the page has to be put, as a selector: what is outside an open dialog cannot be reached. Undefined
 * for the page itself.
 */
export function usePlaceForPopups(): string | undefined {
  const id = useContext(DialogContext);
  return id === null ? undefined : `#${CSS.escape(id)}`;
}
