import { createHash } from 'node:crypto';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Actions, IterationFigures, Velocity } from '../../actions/index.ts';
import { dayIn } from '../../domain/days.ts';
import { notFound, refuseFaults } from '../../domain/refusal.ts';
import { signInByFeed } from './feeds.ts';
import { numberIn } from './number-in.ts';

/** How a chart is to look. */
export interface Look {
  readonly theme: 'light' | 'dark';
  readonly language: 'en' | 'ru';
  /** In pixels; the height follows. */
  readonly width: number;
}

/** Draws charts as SVG files; the rooms above know how. */
export interface DrawCharts {
  readonly progress: (
    kind: 'burndown' | 'burnup',
    figures: IterationFigures,
    look: Look & { readonly today: string },
  ) => Promise<string>;
  readonly velocity: (title: string, velocity: Velocity, look: Look) => Promise<string>;
}

const LookQuery = Type.Object({
  theme: Type.Optional(Type.Union([Type.Literal('light'), Type.Literal('dark')])),
  lang: Type.Optional(Type.Union([Type.Literal('en'), Type.Literal('ru')])),
  w: Type.Optional(
    Type.String({ pattern: '^(3[2-9][0-9]|[4-9][0-9]{2}|1[0-9]{3}|2000)$', description: '320 to 2000 pixels' }),
  ),
});
type LookQuery = Type.Static<typeof LookQuery>;
const Svg = { 200: Type.String({ contentMediaType: 'image/svg+xml' }), 304: Type.Null() };

/** Charts as pictures for wikis and mails, under the secret address of somebody's calendar feed. */
export function chartImages(
  actions: Actions,
  settings: { readonly draw: DrawCharts; readonly now: () => number },
): FastifyPluginAsyncTypebox {
  return async (server) => {
    const tags = ['calendar feed'];
    const description =
      'The address is the proof: `{secret}` is that of the feed. Asked for again, it is 304 while it looks the same.';
    const open = { open: true };

    for (const kind of ['burndown', 'burnup'] as const) {
      server.get(
        `/feeds/:secret/iterations/:id/${kind}.svg`,
        {
          config: open,
          schema: {
            tags,
            summary: `The ${kind} of an iteration as a picture`,
            description,
            params: Type.Object({ secret: Type.String(), id: Type.String() }),
            querystring: LookQuery,
            response: Svg,
          },
          attachValidation: true,
        },
        async (request, reply) => {
          const actor = await signInByFeed(request, request.params.secret);
          const id = numberIn(request.params.id, 'iteration');
          const figures = await actions.getFigures({ actor }, { iteration: { id } });
          refuseFaults(request.doubts());
          const today = dayIn(figures.zone, settings.now());
          return send(request, reply, await settings.draw.progress(kind, figures, { ...lookIn(request.query), today }));
        },
      );
    }

    server.get(
      '/feeds/:secret/velocity.svg',
      {
        config: open,
        schema: {
          tags,
          summary: 'The velocity of a project as a picture',
          description,
          params: Type.Object({ secret: Type.String() }),
          querystring: LookQuery,
          response: Svg,
        },
        attachValidation: true,
      },
      async (request, reply) => {
        const actor = await signInByFeed(request, request.params.secret);
        refuseFaults(request.doubts());
        if (actor.onlyProject === null) throw notFound('project');
        const { title } = await actions.getProject({ actor }, { id: actor.onlyProject });
        const velocity = await actions.getVelocity({ actor }, { projectId: actor.onlyProject, last: 12, next: 3 });
        return send(request, reply, await settings.draw.velocity(title, velocity, lookIn(request.query)));
      },
    );
    server.refuseOtherMethods();
  };
}

function lookIn({ theme = 'light', lang = 'en', w = '720' }: LookQuery): Look {
  return { theme, language: lang, width: Number(w) };
}

/** What is drawn depends on the day as well, so its tag is taken from the picture itself. */
function send(request: FastifyRequest, reply: FastifyReply, svg: string): FastifyReply {
  const etag = `"${createHash('sha256').update(svg).digest('base64url').slice(0, 22)}"`;
  reply.header('etag', etag).header('cache-control', 'private, max-age=300');
  const known = request.headers['if-none-match']?.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (known?.includes(etag) === true) return reply.code(304).send();
  return reply.header('content-type', 'image/svg+xml; charset=utf-8').send(svg);
}
