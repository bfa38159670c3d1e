import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Actions } from '../actions/index.ts';
import type { Precondition } from '../domain/precondition.ts';
import { readBodies } from './bodies.ts';
import { decorateCachedAnswers } from './cached-answers.ts';
import { decorateCallers } from './callers.ts';
import { decorateOpenApi } from './openapi.ts';
import { decorateOtherMethods } from './other-methods.ts';
import { readPrecondition } from './preconditions.ts';
import type { RequestLimits } from './request-limits.ts';
import { decorateUploads } from './uploads.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** What If-Match says. `bareDigits` takes a version without quotes too. */
    precondition: (form: { readonly bareDigits: boolean }) => Precondition;
  }
}

/** Gives every dialect what HTTP asks of all of them alike. What it adds to a request is declared beside what makes it. */
export function decorateEdge(server: FastifyInstance, actions: Actions, limits: RequestLimits): void {
  decorateCallers(server, actions, limits);
  readBodies(server);
  decorateUploads(server);
  decorateCachedAnswers(server);
  decorateOtherMethods(server);
  decorateOpenApi(server);
  server.decorateRequest('precondition', function (this: FastifyRequest, form: { readonly bareDigits: boolean }) {
    return readPrecondition(this.headers['if-match'], form.bareDigits);
  });
}
