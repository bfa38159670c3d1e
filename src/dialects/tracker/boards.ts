import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Actions, BoardView, WholeBoard } from '../../actions/index.ts';
import { checkVersion } from '../../domain/precondition.ts';
import { notFound, Refusal } from '../../domain/refusal.ts';
import { Board, BoardPatch, country, toBoard, toBoardChange } from './boards.wire.ts';
import { languageOf } from './language.ts';
import { NewBoard, toNewBoard } from './new-board.wire.ts';
import { numberParameter } from './query-parameters.ts';
import { baseOf, Reference, readId, referTo } from './references.ts';
import { preconditionOf } from './version.ts';

const BoardPath = Type.Object({ board: Type.String() });
const largestPage = 500;

/** Boards: lists, get, create, edit, delete (vendor pages under "Boards and sprints"). */
export function boards(actions: Actions): FastifyPluginAsyncTypebox {
  return async (server) => {
    const shown = async (request: FastifyRequest, found: readonly BoardView[]): Promise<Board[]> => {
      const columns = await actions.listColumns(request.caller, { boards: found });
      return found.map((board) => {
        const own = columns.filter(({ boardId }) => boardId === board.id);
        return toBoard(board, own, baseOf(request), languageOf(request));
      });
    };
    const send = (request: FastifyRequest, reply: FastifyReply, board: WholeBoard): Board => {
      reply.header('etag', `"${board.version}"`);
      return toBoard(board, board.columns, baseOf(request), languageOf(request));
    };

    server.get('/boards', { schema: { response: { 200: Type.Array(Board) } } }, async (request, reply) =>
      reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => ({
        body: await shown(request, await actions.listBoards(request.caller, { after: 0 })),
      })),
    );

    server.get('/boards/_paginate', { schema: { response: { 200: Type.Array(Board) } } }, async (request, reply) => {
      const size = numberParameter(request, 'perPage', { smallest: 1, largest: largestPage, otherwise: 50 });
      const after = numberParameter(request, 'id', { smallest: 0, largest: Number.MAX_SAFE_INTEGER, otherwise: 0 });
      return reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
        const found = await actions.listBoards(request.caller, { after });
        return { body: await shown(request, found.slice(0, size)) };
      });
    });

    server.get(
      '/boards/:board',
      { schema: { params: BoardPath, response: { 200: Board } } },
      async (request, reply) => {
        const id = boardId(request.params.board);
        const precondition = preconditionOf(request);
        const show = async () => {
          const board = await actions.getBoard(request.caller, { id });
          checkVersion(precondition, board.version, false);
          const [body] = await shown(request, [board]);
          return { body, version: board.version };
        };
        // A condition is judged by what is stored now, not by an answer kept from before.
        if (precondition.kind !== 'none') await show();
        return reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), show);
      },
    );

    for (const path of ['/liveBoards', '/boards']) {
      server.post(
        path,
        { schema: { body: NewBoard, response: { 201: Board } }, attachValidation: true },
        async (request, reply) => {
          const wanted = toNewBoard(request.body, request.doubts(), languageOf(request));
          const made = await actions.createBoard(request.caller, wanted);
          reply.code(201);
          return send(request, reply, made);
        },
      );
    }

    server.patch(
      '/boards/:board',
      { schema: { params: BoardPath, body: BoardPatch, response: { 200: Board } }, attachValidation: true },
      async (request, reply) => {
        const changed = await actions.changeBoard(request.caller, {
          boardId: boardId(request.params.board),
          precondition: preconditionOf(request),
          ...toBoardChange(request.body, request.doubts(), languageOf(request)),
        });
        return send(request, reply, changed);
      },
    );

    server.delete(
      '/boards/:board',
      { schema: { params: BoardPath, response: { 204: Type.Null() } } },
      async (request, reply) => {
        await actions.removeBoard(request.caller, {
          boardId: boardId(request.params.board),
          precondition: preconditionOf(request),
        });
        return reply.code(204).send(null);
      },
    );

    const shownCountry = (request: FastifyRequest): Reference =>
      referTo(baseOf(request), `countries/${country.id}`, country.id, country.name[languageOf(request)]);
    server.get('/countries', { schema: { response: { 200: Type.Array(Reference) } } }, async (request) => [
      shownCountry(request),
    ]);
    server.get(
      '/countries/:country',
      { schema: { params: Type.Object({ country: Type.String() }), response: { 200: Reference } } },
      async (request) => {
        if (request.params.country !== country.id)
          throw new Refusal('not_found', 'The requested object was not found.');
        return shownCountry(request);
      },
    );
  };
}

/** The number of the board in a path. @throws Refusal not_found */
export function boardId(text: string): number {
  const id = readId(text);
  if (id === undefined) throw notFound('board');
  return id;
}
