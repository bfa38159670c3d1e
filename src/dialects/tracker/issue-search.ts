import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Actions } from '../../actions/index.ts';
import type { ItemCondition } from '../../domain/item.ts';
import type { ItemView } from '../../domain/item-view.ts';
import { Refusal, refuseUnreadable } from '../../domain/refusal.ts';
import { certainBody, IssueSearch, type Search, toSearch, withoutFaults } from './issue-search.wire.ts';
import { type Language, languageOf } from './language.ts';
import { pageHeaders, pageIn, startOf } from './paging.ts';
import type { CheckedQuery } from './query-language/checker.ts';
import { resolveQuery } from './query-names.ts';
import { type Scroll, scrollHeaders, scrollIn } from './scroll.ts';
import { ShownIssue, showIn } from './shown-issues.ts';

/** What was put away elsewhere is still an issue here. */
const conditions: readonly ItemCondition[] = ['live', 'archived'];

/** Finding and counting issues (vendor pages "Find issues", "Find out the number of issues"). `now` in epoch milliseconds. */
export function issueSearch(actions: Actions, settings: { readonly now: () => number }): FastifyPluginAsyncTypebox {
  return async (server) => {
    server.post(
      '/issues/_search',
      { schema: { body: IssueSearch, response: { 200: Type.Array(ShownIssue) } }, attachValidation: true },
      async (request, reply) => {
        const now = settings.now();
        const body = certainBody(request.body, request.doubts());
        const show = showIn(request, actions);
        const scrolled = scrollIn(request, body, now);
        const search = toSearch(scrolled?.search ?? body, languageOf(request));
        const { items, headers } = await (scrolled === undefined
          ? page(request, search, now)
          : scroll(request, search, scrolled.scroll, now));
        return reply.headers(headers).send(await show(items));
      },
    );

    server.post(
      '/issues/_count',
      { schema: { body: IssueSearch, response: { 200: Type.Integer() } }, attachValidation: true },
      async (request) => {
        const search = toSearch(certainBody(request.body, request.doubts()), languageOf(request));
        const { filter } = await resolved(request, search, settings.now());
        const query = { ...(filter === undefined ? {} : { filter }), order: [], skip: 0, limit: null };
        return actions.countItems(request.caller, { query, conditions });
      },
    );

    // No server remembers a scroll, so that there is nothing to be released (vendor page "Release scroll resources").
    server.post('/system/search/scroll/_clear', { schema: { response: { 200: Type.Object({}) } } }, async (request) => {
      refuseUnreadable(request.doubts());
      return {};
    });

    async function page(request: FastifyRequest, search: Search, now: number): Promise<Found> {
      const asked = pageIn(request);
      const query = { ...(await resolved(request, search, now)), skip: startOf(asked), limit: asked.size };
      const { items, total } = await actions.listItems(request.caller, { query, conditions });
      return { items, headers: pageHeaders(request, asked, total) };
    }

    async function scroll(request: FastifyRequest, search: Search, at: Scroll, now: number): Promise<Found> {
      if (search.manner === 'queue' || search.manner === 'keys') throw noScroll(languageOf(request));
      const { order, ...found } = await resolved(request, search, at.now);
      const query = { ...found, order: at.isSorted ? order : [], skip: 0, limit: at.size };
      const { items, ...read } = await actions.scrollItems(request.caller, { query, conditions, from: at.from });
      return { items, headers: scrollHeaders(request, at, read, now) };
    }

    async function resolved(request: FastifyRequest, search: Search, now: number): Promise<CheckedQuery> {
      const checked = await resolveQuery(actions, request.caller, search.parsed, now);
      return withoutFaults(checked, search.manner ?? 'filter', languageOf(request));
    }
  };
}

interface Found {
  readonly items: readonly ItemView[];
  readonly headers: Readonly<Record<string, string>>;
}

function noScroll(language: Language): Refusal {
  const message = language === 'ru' ? 'Прокрутка не поддерживается для queue и keys' : 'Scroll is not supported';
  return new Refusal('invalid', message);
}
