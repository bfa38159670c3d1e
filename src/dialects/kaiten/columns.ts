import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Actions, BoardColumn as CoreColumn } from '../../actions/index.ts';
import { notFound } from '../../domain/refusal.ts';
import { isForced, warnOfIgnored } from './body.ts';
import {
  BoardColumn,
  ColumnPatch,
  columnKeys,
  NewColumn,
  newColumnKeys,
  Removal,
  toColumn,
  toColumnChange,
  toNewColumn,
} from './columns.wire.ts';
import { numberIn } from './names.ts';
import { inWords } from './wording.ts';

/** Columns of a board: list, create, update, delete (vendor pages under "Columns"). */
export function columns(actions: Actions): FastifyPluginAsyncTypebox {
  return async (server) => {
    const BoardPath = Type.Object({ board_id: Type.String() });
    const ColumnPath = Type.Object({ board_id: Type.String(), id: Type.String() });
    const Removed = Type.Object({ id: Type.Integer() });

    const findBoard = (request: FastifyRequest, id: string) => actions.getBoard(request.caller, { id: numberIn(id) });
    const find = async (request: FastifyRequest, { board_id, id }: Type.Static<typeof ColumnPath>) => {
      const board = await findBoard(request, board_id);
      const { columns: row } = await actions.listBoardParts(request.caller, { boards: [board] });
      const columnId = numberIn(id);
      if (!row.some((each) => each.id === columnId)) throw notFound('column');
      return { boardId: board.id, columnId };
    };
    const show = async (request: FastifyRequest, column: CoreColumn) => {
      const board = await actions.getBoard(request.caller, { id: column.boardId });
      const { subcolumns } = await actions.listBoardParts(request.caller, { boards: [board] });
      return toColumn(column, subcolumns, board.createdAt);
    };

    server.get(
      '/boards/:board_id/columns',
      { schema: { params: BoardPath, response: { 200: Type.Array(BoardColumn) } } },
      async (request, reply) => {
        const board = await findBoard(request, request.params.board_id);
        const revision = await actions.getRevision(request.caller, { projectId: board.projectId });
        return reply.sendAt(revision, async () => {
          const parts = await actions.listBoardParts(request.caller, { boards: [board] });
          return { body: parts.columns.map((column) => toColumn(column, parts.subcolumns, board.createdAt)) };
        });
      },
    );

    server.post(
      '/boards/:board_id/columns',
      { schema: { params: BoardPath, body: NewColumn, response: { 200: BoardColumn } }, attachValidation: true },
      async (request, reply) => {
        const { id: boardId } = await findBoard(request, request.params.board_id);
        const asked = toNewColumn(request.body, request.doubts());
        const made = await actions.addStage(request.caller, { boardId, ...asked });
        warnOfIgnored(reply, request.body, newColumnKeys);
        return show(request, made);
      },
    );

    server.patch(
      '/boards/:board_id/columns/:id',
      { schema: { params: ColumnPath, body: ColumnPatch, response: { 200: BoardColumn } }, attachValidation: true },
      async (request, reply) => {
        const found = await find(request, request.params);
        const asked = toColumnChange(request.body, request.doubts());
        const changed = await actions.changeStage(request.caller, { ...found, ...asked });
        warnOfIgnored(reply, request.body, columnKeys);
        return show(request, changed);
      },
    );

    server.delete(
      '/boards/:board_id/columns/:id',
      { schema: { params: ColumnPath, body: Removal, response: { 200: Removed } }, attachValidation: true },
      async (request) => {
        const found = await find(request, request.params);
        const doubts = inWords('Column', request.doubts());
        const force = doubts.faults === undefined && isForced(request.body, request.query);
        await actions.removeStage(request.caller, { ...found, force, doubts });
        return { id: found.columnId };
      },
    );
  };
}
