/** The path under which the pages live, as the server says at run time; it ends with a slash. */
export const basePath = new URL('.', document.baseURI).pathname;

/** Where the API is told to people, outside these pages. */
export const docsAddress = new URL('docs/native', document.baseURI).href;

/** The native API of the server these pages came from. */
export const apiBase = new URL('native/v1', document.baseURI).href;
