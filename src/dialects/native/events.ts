import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Actions } from '../../actions/index.ts';
import { Refusal } from '../../domain/refusal.ts';
import { findProof } from './credentials.ts';
import { liveStreams } from './live-streams.ts';

const EventsQuery = Type.Object({
  after: Type.Optional(
    Type.String({ description: 'The last event that one has; the header Last-Event-ID goes before it' }),
  ),
});

/** What happens, as it happens: server-sent events. */
export function events(actions: Actions): FastifyPluginAsyncTypebox {
  return async (server) => {
    const live = liveStreams(actions, (error) => server.log.warn({ err: error }, 'live events could not be read'));
    server.addHook('preClose', async () => live.end());

    server.get(
      '/events',
      {
        schema: {
          tags: ['activity'],
          summary: 'What happens from now on, or since the event named, as server-sent events',
          description:
            'The data of each is a LiveEvent. `reset` says that too much was missed: read everything anew. A stream ends when ' +
            'what its reader may see changes; who comes back is told what was missed in between.',
          querystring: EventsQuery,
          response: { 200: Type.String({ contentMediaType: 'text/event-stream' }) },
        },
        // Nobody would ever hear the end of it.
        exposeHeadRoute: false,
      },
      async (request, reply) => {
        const proof = findProof(request);
        if (proof === undefined) throw new Refusal('unauthenticated', 'A token or a session is needed');
        const given = request.headers['last-event-id'] ?? request.query.after;
        const { raw } = reply;
        let hasBegun = false;
        const begin = () => {
          hasBegun = true;
          reply.hijack();
          const headers = {
            ...reply.getHeaders(),
            'content-type': 'text/event-stream; charset=utf-8',
            'cache-control': 'no-store',
            // Else nginx would keep events back until it has many.
            'x-accel-buffering': 'no',
          };
          for (const [name, value] of Object.entries(headers)) if (value !== undefined) raw.setHeader(name, value);
          raw.writeHead(200);
        };
        const stream = await live.open({
          caller: request.caller,
          proof,
          after: given === undefined ? null : numberOf(given),
          sink: {
            write: (text) => {
              if (!hasBegun) begin();
              raw.write(text);
            },
            waiting: () => raw.writableLength,
            end: () => raw.end(),
          },
        });
        raw.once('close', stream.close);
        if (raw.closed) stream.close();
      },
    );
    server.refuseOtherMethods();
  };
}

/** The number of an event; undefined for what is none. */
function numberOf(text: string | readonly string[]): number | undefined {
  return typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
