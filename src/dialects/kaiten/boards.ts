import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Actions, BoardView } from '../../actions/index.ts';
import { notFound } from '../../domain/refusal.ts';
import {
  Board,
  BoardPatch,
  boardKeys,
  inOrder,
  NewBoard,
  newBoardKeys,
  toBoard,
  toBoardChange,
  toNewBoard,
} from './boards.wire.ts';
import { isForced, warnOfIgnored } from './body.ts';
import { ListedCard } from './card.schema.ts';
import { toListedCard } from './cards.wire.ts';
import { Removal } from './columns.wire.ts';
import { numberIn } from './names.ts';
import { inWords } from './wording.ts';

/** A board with everything that stands on it, archived cards too. */
const WholeBoard = Type.Interface([Board], { cards: Type.Array(ListedCard) });
type WholeBoard = Type.Static<typeof WholeBoard>;

/** Boards of a space: list, create, get, update, delete (vendor pages under "Space boards", "Boards"). */
export function boards(actions: Actions): FastifyPluginAsyncTypebox {
  return async (server) => {
    const SpacePath = Type.Object({ space_id: Type.String() });
    const InSpace = Type.Object({ space_id: Type.String(), id: Type.String() });
    const Alone = Type.Object({ id: Type.String() });
    const Removed = Type.Object({ id: Type.Integer() });

    const findSpace = (request: FastifyRequest, id: string) => actions.getProject(request.caller, { id: numberIn(id) });
    const find = async (request: FastifyRequest, { space_id, id }: Type.Static<typeof InSpace>) => {
      const space = await findSpace(request, space_id);
      const board = await actions.getBoard(request.caller, { id: numberIn(id) });
      if (board.projectId !== space.id) throw notFound('board');
      return board;
    };
    const show = async (request: FastifyRequest, board: BoardView): Promise<Board> =>
      toBoard(board, await actions.listBoardParts(request.caller, { boards: [board] }));
    const sendWhole = async (request: FastifyRequest, reply: FastifyReply, { id, projectId }: BoardView) =>
      reply.sendAt(await actions.getRevision(request.caller, { projectId }), async () => {
        const board = await actions.getBoard(request.caller, { id });
        const cards = await actions.listItemsOfBoard(request.caller, { boardId: id });
        const body: WholeBoard = { ...(await show(request, board)), cards: cards.map(toListedCard) };
        return { body, version: board.version };
      });
    const tagged = (request: FastifyRequest, reply: FastifyReply, board: BoardView) => {
      reply.header('etag', `"${board.version}"`);
      return show(request, board);
    };

    server.get(
      '/spaces/:space_id/boards',
      { schema: { params: SpacePath, response: { 200: Type.Array(Board) } } },
      async (request, reply) => {
        const { id: projectId } = await findSpace(request, request.params.space_id);
        return reply.sendAt(await actions.getRevision(request.caller, { projectId }), async () => {
          const found = inOrder(await actions.listProjectBoards(request.caller, { projectId }));
          const parts = await actions.listBoardParts(request.caller, { boards: found });
          return { body: found.map((board) => toBoard(board, parts)) };
        });
      },
    );

    server.post(
      '/spaces/:space_id/boards',
      { schema: { params: SpacePath, body: NewBoard, response: { 200: Board } }, attachValidation: true },
      async (request, reply) => {
        const { id } = await findSpace(request, request.params.space_id);
        const made = await actions.createBoard(request.caller, toNewBoard(request.body, request.doubts(), id));
        warnOfIgnored(reply, request.body, newBoardKeys);
        return tagged(request, reply, made);
      },
    );

    server.get(
      '/spaces/:space_id/boards/:id',
      { schema: { params: InSpace, response: { 200: WholeBoard } } },
      async (request, reply) => sendWhole(request, reply, await find(request, request.params)),
    );

    server.get('/boards/:id', { schema: { params: Alone, response: { 200: WholeBoard } } }, async (request, reply) => {
      const board = await actions.getBoard(request.caller, { id: numberIn(request.params.id) });
      return sendWhole(request, reply, board);
    });

    server.patch(
      '/spaces/:space_id/boards/:id',
      { schema: { params: InSpace, body: BoardPatch, response: { 200: Board } }, attachValidation: true },
      async (request, reply) => {
        const { id: boardId } = await find(request, request.params);
        const precondition = request.precondition({ bareDigits: true });
        const asked = toBoardChange(request.body, request.doubts());
        const changed = await actions.changeBoard(request.caller, { boardId, precondition, ...asked });
        warnOfIgnored(reply, request.body, boardKeys);
        return tagged(request, reply, changed);
      },
    );

    server.delete(
      '/spaces/:space_id/boards/:id',
      { schema: { params: InSpace, body: Removal, response: { 200: Removed } }, attachValidation: true },
      async (request) => {
        const { id: boardId } = await find(request, request.params);
        const precondition = request.precondition({ bareDigits: true });
        const doubts = inWords('Board', request.doubts());
        const force = doubts.faults === undefined && isForced(request.body, request.query);
        const faults = [...(doubts.faults ?? []), ...(force ? [] : [unforced])];
        await actions.removeBoard(request.caller, { boardId, precondition, doubts: { ...doubts, faults } });
        return { id: boardId };
      },
    );

    // Clients try it, and are to learn that there is such a thing but not by this request.
    server.offerNothing('/boards');
  };
}

/** A board is never removed by mistake, not even an empty one. */
const unforced = { field: 'force', rule: 'rule', message: 'Board should be deleted with force' } as const;
