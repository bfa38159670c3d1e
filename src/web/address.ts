import { useSyncExternalStore } from 'react';

/** What an address shows. */
export type Route =
  | { readonly page: 'home' }
  | { readonly page: 'iteration'; readonly projectKey: string; readonly id: number }
  | { readonly page: 'unknown' };

/** The path under which the pages live, with a slash at its end. */
const root = new URL('.', document.baseURI).pathname;

/** The native API of the server these pages came from. */
export const apiBase = new URL('native/v1', document.baseURI).href;

/** The address of the home page. */
export const homeAddress = root;

/** The address of an iteration. */
export function iterationAddress(projectKey: string, id: number): string {
  return `${root}p/${encodeURIComponent(projectKey)}/iterations/${id}`;
}

/** The route that the address bar shows now, and from now on. */
export function useRoute(): Route {
  return routeOf(useSyncExternalStore(subscribe, () => location.pathname));
}

/** Goes to an address of these pages, as a link does. */
export function goTo(address: string): void {
  history.pushState(null, '', address);
  scrollTo(0, 0);
  // The link that was followed is gone; whoever uses the keyboard goes on at the top of the new page.
  document.getElementById('content')?.focus({ preventScroll: true });
  dispatchEvent(new PopStateEvent('popstate'));
}

function subscribe(listener: () => void): () => void {
  addEventListener('popstate', listener);
  return () => removeEventListener('popstate', listener);
}

function routeOf(pathname: string): Route {
  const path = pathname.startsWith(root) ? pathname.slice(root.length) : '';
  if (path === '') return { page: 'home' };
  const [, key, id] = /^p\/([^/]+)\/iterations\/([1-9]\d{0,15})$/.exec(path) ?? [];
  if (key === undefined || id === undefined) return { page: 'unknown' };
  return { page: 'iteration', projectKey: decoded(key), id: Number(id) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
