import { lazyRouteComponent } from '@tanstack/react-router';

/** What browsers and the bundle say of a script or a style sheet that could not be fetched; each has its own words. */
const ofLoading = /imported module|module script|preload CSS/i;

/**
 * A page that is fetched when somebody goes there. The router would reload the window when that fails, and leave nothing
 * at all where the server is away; here it is told like any other failure.
 */
export function loadPage<M extends object, K extends keyof M & string>(load: () => Promise<M>, name: K) {
  return lazyRouteComponent(
    () =>
      load().catch((cause: unknown) => {
        throw isOfLoading(cause) ? new Error('The page could not be fetched', { cause }) : cause;
      }),
    name,
  );
}

/** Whether something failed because a part of the pages could not be fetched. */
export function isOfLoading(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ofLoading.test(error.message) || isOfLoading(error.cause);
}
