import { register } from 'node:module';

/**
 * Loaded before the built server (`node --import`), makes its writer commit every command on its own, where the product
 * commits all that are waiting at once. It is what group commit is measured against.
 */
const hook = `
export async function load(url, context, next) {
  const loaded = await next(url, context);
  if (!url.endsWith('/sqlite-writer-thread.js')) return loaded;
  const source = String(loaded.source);
  const alone = source.replace(/port\\.postMessage\\(JSON\\.stringify\\(await runGroup\\(calls\\)\\)\\);/, 'for (const call of calls) port.postMessage(JSON.stringify(await runGroup([call])));');
  if (alone === source) throw new Error('The writer thread reads differently now: see test/bench/commit-each.ts');
  return { ...loaded, source: alone };
}`;
register(`data:text/javascript,${encodeURIComponent(hook)}`);
