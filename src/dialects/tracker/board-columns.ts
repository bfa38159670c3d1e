import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Actions, BoardColumn, BoardView } from '../../actions/index.ts';
import { checkVersion } from '../../domain/precondition.ts';
import { notFound } from '../../domain/refusal.ts';
import { Column, ColumnPatch, NewColumn, toColumn, toColumnChange, toNewColumn } from './board-columns.wire.ts';
import { boardId } from './boards.ts';
import { languageOf } from './language.ts';
import { baseOf, readId } from './references.ts';
import { preconditionOf } from './version.ts';

const BoardPath = Type.Object({ board: Type.String() });
const ColumnPath = Type.Object({ board: Type.String(), column: Type.String() });

/**
 * Columns of a board: list, get, add, edit, delete (vendor pages under "Boards and sprints"). `If-Match` is about the
 * version of the board, and so is the tag of an answer.
 */
export function boardColumns(actions: Actions): FastifyPluginAsyncTypebox {
  return async (server) => {
    const showing = async (request: FastifyRequest, projectId: number): Promise<(column: BoardColumn) => Column> => {
      const ofProject = await actions.listStatuses(request.caller, { projectId });
      const ofAll = await actions.listStatuses(request.caller, { projectId: null });
      return (column) => toColumn(column, { ofProject, ofAll }, baseOf(request), languageOf(request));
    };
    const find = async (request: FastifyRequest, id: number): Promise<BoardView> => {
      const board = await actions.getBoard(request.caller, { id });
      checkVersion(preconditionOf(request), board.version, false);
      return board;
    };

    server.get(
      '/boards/:board/columns',
      { schema: { params: BoardPath, response: { 200: Type.Array(Column) } } },
      async (request, reply) => {
        const board = await find(request, boardId(request.params.board));
        return reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
          const columns = await actions.listColumns(request.caller, { boards: [board] });
          return { body: columns.map(await showing(request, board.projectId)) };
        });
      },
    );

    server.get(
      '/boards/:board/columns/:column',
      { schema: { params: ColumnPath, response: { 200: Column } } },
      async (request, reply) => {
        const board = await find(request, boardId(request.params.board));
        const id = columnId(request.params.column);
        return reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
          const columns = await actions.listColumns(request.caller, { boards: [board] });
          const column = columns.find((each) => each.id === id);
          if (column === undefined) throw notFound('column');
          const show = await showing(request, board.projectId);
          return { body: show(column), version: board.version };
        });
      },
    );

    server.post(
      '/boards/:board/columns',
      { schema: { params: BoardPath, body: NewColumn, response: { 201: Column } }, attachValidation: true },
      async (request, reply) => {
        const added = await actions.addColumn(request.caller, {
          boardId: boardId(request.params.board),
          precondition: preconditionOf(request),
          ...toNewColumn(request.body, request.doubts(), languageOf(request)),
        });
        const show = await showing(request, added.projectId);
        reply.code(201).header('etag', `"${added.boardVersion}"`);
        return show(added.column);
      },
    );

    server.patch(
      '/boards/:board/columns/:column',
      { schema: { params: ColumnPath, body: ColumnPatch, response: { 200: Column } }, attachValidation: true },
      async (request, reply) => {
        const changed = await actions.changeColumn(request.caller, {
          boardId: boardId(request.params.board),
          columnId: columnId(request.params.column),
          precondition: preconditionOf(request),
          ...toColumnChange(request.body, request.doubts(), languageOf(request)),
        });
        const show = await showing(request, changed.projectId);
        reply.header('etag', `"${changed.boardVersion}"`);
        return show(changed.column);
      },
    );

    server.delete(
      '/boards/:board/columns/:column',
      { schema: { params: ColumnPath, response: { 204: Type.Null() } } },
      async (request, reply) => {
        await actions.removeColumn(request.caller, {
          boardId: boardId(request.params.board),
          columnId: columnId(request.params.column),
          precondition: preconditionOf(request),
        });
        return reply.code(204).send(null);
      },
    );
  };
}

/** A number of no column names nothing, which is told after the board has been looked for. */
function columnId(text: string): number {
  return readId(text) ?? 0;
}
