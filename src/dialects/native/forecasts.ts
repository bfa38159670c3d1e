import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Actions } from '../../actions/index.ts';
import { Refusal, refuseFaults } from '../../domain/refusal.ts';
import { asOfIn, asOfQuery } from './as-of.ts';
import { fromCursor, toCursor } from './cursor.ts';
import {
  Forecast,
  ForecastPage,
  NewForecast,
  PastForecast,
  toAsking,
  toForecast,
  toPastForecast,
} from './forecasts.wire.ts';
import { linkToNext } from './link-to-next.ts';
import { numberIn } from './number-in.ts';

const Id = Type.Object({ id: Type.String() });
const ListQuery = Type.Object({
  ...asOfQuery,
  limit: Type.Optional(
    Type.String({ pattern: '^([1-9][0-9]?|1[0-9]{2}|200)$', description: '1 to 200, 50 if absent' }),
  ),
  cursor: Type.Optional(Type.String({ maxLength: 100, description: '`next` of the page before' })),
});

/** Forecasts: ask, list, and see what came of them. */
export function forecasts(actions: Actions, settings: { readonly now: () => number }): FastifyPluginAsyncTypebox {
  return async (server) => {
    const tags = ['forecasts'];

    server.get(
      '/projects/:id/forecasts',
      {
        schema: {
          tags,
          summary: 'Forecasts that were given of a project, the newest first',
          params: Id,
          querystring: ListQuery,
          response: { 200: ForecastPage },
        },
        attachValidation: true,
      },
      async (request, reply) => {
        const projectId = numberIn(request.params.id, 'project');
        await actions.getProject(request.caller, { id: projectId });
        refuseFaults(request.doubts());
        const limit = Number(request.query.limit ?? 50);
        const before = fromCursor(projectId, request.query.cursor);
        const list = { projectId, limit: limit + 1, ...(before === 0 ? {} : { before }), ...asOfIn(request.query) };
        const found = await actions.listForecasts(request.caller, list);
        const page = found.slice(0, limit);
        const last = found.length > limit ? page.at(-1) : undefined;
        const next = last === undefined ? null : toCursor(projectId, last.id);
        reply.headers(linkToNext(request, next));
        return { forecasts: page.map(toForecast), next };
      },
    );

    server.post(
      '/projects/:id/forecasts',
      {
        schema: {
          tags,
          summary: 'Ask what is to be expected of a project',
          description:
            'What is answered is kept, and held against what really comes; 200 and not kept when it is asked `asOf` an instant.',
          params: Id,
          body: NewForecast,
          response: { 200: PastForecast, 201: Forecast },
        },
        attachValidation: true,
      },
      async (request, reply) => {
        const projectId = numberIn(request.params.id, 'project');
        const ask = { projectId, now: settings.now(), ...toAsking(request.body, request.doubts()) };
        // Reckoned here, so that nobody who writes waits for it.
        const answered = await actions.answerForecast(request.caller, ask);
        if (ask.asOf !== undefined) return toPastForecast(answered, ask.asOf);
        const made = await actions.keepForecast(request.caller, answered);
        reply.code(201).header('location', `/native/v1/forecasts/${made.id}`);
        return toForecast(made);
      },
    );

    server.get(
      '/forecasts/:id',
      {
        schema: {
          tags,
          summary: 'One forecast',
          params: Id,
          querystring: Type.Object(asOfQuery),
          response: { 200: Forecast },
        },
        attachValidation: true,
      },
      async (request) => {
        const { id } = request.params;
        if (!/^[1-9]\d{0,15}$/.test(id)) throw new Refusal('not_found', 'There is no such forecast');
        const forecast = await actions.getForecast(request.caller, { id: Number(id) });
        refuseFaults(request.doubts());
        const when = asOfIn(request.query);
        if (when.asOf === undefined) return toForecast(forecast);
        return toForecast(await actions.getForecast(request.caller, { id: Number(id), ...when }));
      },
    );
    server.refuseOtherMethods();
  };
}
