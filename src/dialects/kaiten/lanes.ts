import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Actions } from '../../actions/index.ts';
import { notFound } from '../../domain/refusal.ts';
import { isForced, warnOfIgnored } from './body.ts';
import { Removal } from './columns.wire.ts';
import {
  isShown,
  Lane,
  LanePatch,
  laneKeys,
  NewLane,
  newLaneKeys,
  toLane,
  toLaneChange,
  toNewLane,
} from './lanes.wire.ts';
import { numberIn, queryText } from './names.ts';
import { inWords } from './wording.ts';

/** Lanes of a board: list, create, update, delete (vendor pages under "Lanes"). */
export function lanes(actions: Actions): FastifyPluginAsyncTypebox {
  return async (server) => {
    const BoardPath = Type.Object({ board_id: Type.String() });
    const LanePath = Type.Object({ board_id: Type.String(), id: Type.String() });
    const Removed = Type.Object({ id: Type.Integer() });

    const findBoard = (request: FastifyRequest, id: string) => actions.getBoard(request.caller, { id: numberIn(id) });
    const find = async (request: FastifyRequest, { board_id, id }: Type.Static<typeof LanePath>) => {
      const board = await findBoard(request, board_id);
      const { lanes: all } = await actions.listBoardParts(request.caller, { boards: [board] });
      const laneId = numberIn(id);
      if (!all.some((each) => each.id === laneId && each.condition !== 'deleted')) throw notFound('board');
      return { board, asked: { boardId: board.id, laneId } };
    };

    server.get(
      '/boards/:board_id/lanes',
      { schema: { params: BoardPath, response: { 200: Type.Array(Lane) } } },
      async (request, reply) => {
        const board = await findBoard(request, request.params.board_id);
        const revision = await actions.getRevision(request.caller, { projectId: board.projectId });
        return reply.sendAt(revision, async () => {
          const { lanes: all } = await actions.listBoardParts(request.caller, { boards: [board] });
          const named = queryText(request.query, 'condition');
          return { body: all.filter((lane) => isShown(lane, named)).map((lane) => toLane(lane, board.createdAt)) };
        });
      },
    );

    server.post(
      '/boards/:board_id/lanes',
      { schema: { params: BoardPath, body: NewLane, response: { 200: Lane } }, attachValidation: true },
      async (request, reply) => {
        const { id: boardId, createdAt } = await findBoard(request, request.params.board_id);
        const asked = toNewLane(request.body, request.doubts());
        const made = await actions.addLane(request.caller, { boardId, ...asked });
        warnOfIgnored(reply, request.body, newLaneKeys);
        return toLane(made, createdAt);
      },
    );

    server.patch(
      '/boards/:board_id/lanes/:id',
      { schema: { params: LanePath, body: LanePatch, response: { 200: Lane } }, attachValidation: true },
      async (request, reply) => {
        const { board, asked } = await find(request, request.params);
        const change = { ...asked, ...toLaneChange(request.body, request.doubts()) };
        const changed = await actions.changeLane(request.caller, change);
        warnOfIgnored(reply, request.body, laneKeys);
        return toLane(changed, board.createdAt);
      },
    );

    server.delete(
      '/boards/:board_id/lanes/:id',
      { schema: { params: LanePath, body: Removal, response: { 200: Removed } }, attachValidation: true },
      async (request) => {
        const { asked } = await find(request, request.params);
        const doubts = inWords('Lane', request.doubts());
        const force = doubts.faults === undefined && isForced(request.body, request.query);
        await actions.removeLane(request.caller, { ...asked, force, doubts });
        return { id: asked.laneId };
      },
    );
  };
}
