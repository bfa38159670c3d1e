import type { FastifyPluginAsync } from 'fastify';
import type { Actions } from '../actions/index.ts';
import { kaiten } from '../dialects/kaiten/plugin.ts';
import { type Examine, type LoadDemo, native } from '../dialects/native/plugin.ts';
import { teampulse } from '../dialects/teampulse/plugin.ts';
import { tracker } from '../dialects/tracker/plugin.ts';
import { drawCharts } from './draw-charts.ts';

export type { Examine, LoadDemo } from '../dialects/native/plugin.ts';

/** What a dialect may be told from outside. */
export interface DialectSettings {
  /** Tracker: a write to a sprint must name its version (428), as the live service asks. */
  readonly trackerRequiresVersion: boolean;
  /** Epoch milliseconds: what a query means by now, and which day is today. */
  readonly now: () => number;
  /** What is wrong with an address that a webhook is to be sent to, or null. */
  readonly checkTarget: (url: string) => Promise<string | null>;
  /** Fills the caller's organization with projects to look at. */
  readonly loadDemo: LoadDemo;
  readonly examine: Examine;
}

/** Every dialect, under the prefix where it is always served. */
export function dialects(
  actions: Actions,
  settings: DialectSettings,
): readonly { prefix: string; plugin: FastifyPluginAsync }[] {
  return [
    { prefix: '/kaiten', plugin: kaiten(actions, { now: settings.now }) },
    { prefix: '/teampulse', plugin: teampulse(actions, { now: settings.now }) },
    {
      prefix: '/tracker',
      plugin: tracker(actions, { requiresVersion: settings.trackerRequiresVersion, now: settings.now }),
    },
    {
      prefix: '/native',
      plugin: native(actions, { ...settings, draw: drawCharts }),
    },
  ];
}

/**
 * Where a request really goes. Vendors' clients put their own paths at the root: Tracker `/v2` and `/v3`, Kaiten
 * `/api/latest`, TeamPulse `/api` and its sign-in pages. `/api/v1` is claimed by two: a Bearer token means Kaiten, all
 * else TeamPulse. Repeated slashes are folded and a trailing one dropped; TeamPulse's paths are read in lower case. Of
 * versions that are the same, one has routes.
 */
export function routedUrl(url: string, authorization: string | undefined): string {
  const query = url.indexOf('?');
  const path = readable(query < 0 ? url : url.slice(0, query)).replace(/\/{2,}/g, '/');
  const search = query < 0 ? '' : url.slice(query);
  const trimmed = path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
  return inRoutedVersion(routedPath(trimmed, authorization)) + search;
}

/** The path and query of a target that names scheme and host as well, as requests to a proxy do. `*` is all of the server. */
export function originForm(target: string): string {
  if (target === '*') return '/';
  const url = target.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '');
  return url.startsWith('/') || url === target ? url : `/${url}`;
}

function routedPath(path: string, authorization: string | undefined): string {
  const lower = path.toLowerCase();
  const isUnder = (prefix: string) => lower === prefix || lower.startsWith(`${prefix}/`);
  if (isUnder('/v2') || isUnder('/v3')) return `/tracker${path}`;
  if (isUnder('/api/latest')) return `/kaiten${path}`;
  if (isUnder('/api/v1') && /^bearer\s/i.test(authorization ?? '')) return `/kaiten${path}`;
  const signInPaths = ['/authenticate', '/authentication', '/winlogin'];
  if (isUnder('/api') || signInPaths.some(isUnder)) return `/teampulse${lower}`;
  return isUnder('/teampulse') ? lower : path;
}

/** Tracker: `/v2` is `/v3`. Kaiten: `/api/v1` is `/api/latest`. TeamPulse: `/api` without a version is `/api/v1`. */
function inRoutedVersion(path: string): string {
  return path
    .replace(/^\/tracker\/v2(?![^/])/, '/tracker/v3')
    .replace(/^\/kaiten\/api\/v1(?![^/])/, '/kaiten/api/latest')
    .replace(/^\/teampulse\/api(?![^/])(?!\/v1(?![^/]))/, '/teampulse/api/v1');
}

/** A path that is not percent-encoded UTF-8 names nothing; taken literally it reaches its dialect, which says so. */
function readable(path: string): string {
  return decoded(path) === null ? path.replaceAll('%', '%25') : path;
}

/** Null for what cannot be decoded. The text itself must be of use: bundlers take away a call whose result is not. */
function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}
