import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import type { ReadTo } from '../../actions/index.ts';
import { IssueSearch, spokenOf } from './issue-search.wire.ts';
import { addressWith, badParameter, numberParameter, textParameter } from './query-parameters.ts';

const Instant = Type.Integer({ minimum: 0, maximum: 4_102_444_800_000 });
const Count = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });

/** A search whose issues are read from the first to the last, piece by piece, and how far that has come. */
const Scroll = Type.Object(
  {
    isSorted: Type.Boolean(),
    size: Type.Integer({ minimum: 1, maximum: 1000 }),
    /** When the first piece was asked for: what the search means by now. */
    now: Instant,
    /** Milliseconds in which the next piece must be asked for, each time anew. */
    lifetime: Type.Integer({ minimum: 1, maximum: 86_400_000 }),
    /** Tells another search from this one. */
    digest: Type.String(),
    /** Left out where it is too long for an address; it must then be sent again. */
    search: Type.Optional(IssueSearch),
    from: Type.Union([
      Type.Null(),
      Type.Object({ revision: Count, place: Count, itemId: Count }, { additionalProperties: false }),
    ]),
  },
  { additionalProperties: false },
);
export type Scroll = Type.Static<typeof Scroll>;

const Id = Type.Object({ until: Instant, scroll: Scroll }, { additionalProperties: false });

/** In bytes. It goes out twice in the headers, and comes back in an address of at most 8,192 bytes. */
const longestSearch = 2000;

/**
 * The scroll that a request begins or goes on with, and the search it is about (vendor page "Find issues"); undefined
 * when it asks for pages. Everything that a scroll needs is in its id: no server has to remember it.
 * @throws Refusal invalid
 */
export function scrollIn(
  request: FastifyRequest,
  body: IssueSearch,
  now: number,
): { readonly scroll: Scroll; readonly search: IssueSearch } | undefined {
  const id = textParameter(request, 'scrollId');
  if (id !== undefined) return continued(request, id, spokenOf(body), now);
  const type = textParameter(request, 'scrollType');
  if (type === undefined || type === '') return undefined;
  if (type !== 'sorted' && type !== 'unsorted') {
    throw badParameter(request, 'scrollType', {
      ru: 'Ожидается sorted или unsorted',
      en: 'sorted or unsorted is expected',
    });
  }
  const search = spokenOf(body);
  const scroll: Scroll = {
    isSorted: type === 'sorted',
    size: numberParameter(request, 'perScroll', { smallest: 1, largest: 1000, otherwise: 100 }),
    now,
    lifetime: lifetimeIn(request, 60_000),
    digest: digestOf(search),
    ...(Buffer.byteLength(JSON.stringify(search)) > longestSearch ? {} : { search }),
    from: null,
  };
  return { scroll, search };
}

/** The headers of a piece; the last one names no next. */
export function scrollHeaders(
  request: FastifyRequest,
  scroll: Scroll,
  read: { readonly total: number; readonly to: ReadTo | null },
  now: number,
): Readonly<Record<string, string>> {
  const first = addressWith(request, {
    scrollId: null,
    scrollToken: null,
    scrollType: scroll.isSorted ? 'sorted' : 'unsorted',
    perScroll: String(scroll.size),
    scrollTTLMillis: String(scroll.lifetime),
  });
  const link = `<${first}>; rel="first"`;
  const total = { 'x-total-count': String(read.total) };
  if (read.to === null) return { link, ...total };
  const id = written({ ...scroll, from: read.to }, now + scroll.lifetime);
  const next = addressWith(request, {
    scrollType: null,
    perScroll: null,
    scrollId: id,
    scrollToken: token,
    scrollTTLMillis: String(scroll.lifetime),
  });
  return { link: `${link}, <${next}>; rel="next"`, ...total, 'x-scroll-id': id, 'x-scroll-token': token };
}

/** Clients hand it back, but it proves nothing: the rights of whoever asks are looked at anew each time. */
const token = 'not-needed';

function continued(request: FastifyRequest, id: string, body: IssueSearch, now: number) {
  const { until, scroll } = readId(id) ?? { until: 0 };
  if (scroll === undefined || until < now) {
    throw badParameter(request, 'scrollId', {
      ru: 'Прокрутка не найдена или устарела, начните её заново',
      en: 'The scroll is unknown or has expired, begin it anew',
    });
  }
  const search = Object.keys(body).length === 0 ? scroll.search : body;
  if (search === undefined || digestOf(search) !== scroll.digest) {
    throw badParameter(request, 'scrollId', {
      ru: 'Прокрутка относится к другому запросу: повторите тело первого',
      en: 'The scroll belongs to another search: send the body of the first request again',
    });
  }
  return { scroll: { ...scroll, lifetime: lifetimeIn(request, scroll.lifetime) }, search };
}

function lifetimeIn(request: FastifyRequest, otherwise: number): number {
  return numberParameter(request, 'scrollTTLMillis', { smallest: 1, largest: 86_400_000, otherwise });
}

function digestOf(search: IssueSearch): string {
  const entries = Object.entries(search).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(entries)).digest('base64url').slice(0, 22);
}

function written(scroll: Scroll, until: number): string {
  return Buffer.from(JSON.stringify({ until, scroll })).toString('base64url');
}

function readId(id: string): Type.Static<typeof Id> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(id, 'base64url').toString());
    return Value.Check(Id, value) ? value : undefined;
  } catch {
    return undefined;
  }
}
