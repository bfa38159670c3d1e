import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Actions } from '../../actions/index.ts';
import { notFound } from '../../domain/refusal.ts';
import { isForced, warnOfIgnored } from './body.ts';
import {
  BoardSubcolumn,
  ColumnPatch,
  forSubcolumn,
  NewColumn,
  newSubcolumnKeys,
  Removal,
  subcolumnKeys,
  toColumnChange,
  toNewColumn,
  toSubcolumn,
} from './columns.wire.ts';
import { numberIn } from './names.ts';
import { inWords } from './wording.ts';

/** Parts of a column: list, create, update, delete (vendor pages under "Subcolumns"). */
export function subcolumns(actions: Actions): FastifyPluginAsyncTypebox {
  return async (server) => {
    const ColumnPath = Type.Object({ column_id: Type.String() });
    const PartPath = Type.Object({ column_id: Type.String(), id: Type.String() });
    const Removed = Type.Object({ id: Type.Integer() });

    const findColumn = (request: FastifyRequest, id: string) =>
      actions.listSubcolumns(request.caller, { columnId: numberIn(id) });
    const find = async (request: FastifyRequest, { column_id, id }: Type.Static<typeof PartPath>) => {
      const { subcolumns: row } = await findColumn(request, column_id);
      const subcolumnId = numberIn(id);
      if (!row.some((each) => each.id === subcolumnId)) throw notFound('column');
      return { columnId: numberIn(column_id), subcolumnId };
    };

    server.get(
      '/columns/:column_id/subcolumns',
      { schema: { params: ColumnPath, response: { 200: Type.Array(BoardSubcolumn) } } },
      async (request, reply) => {
        const { projectId, subcolumns: row } = await findColumn(request, request.params.column_id);
        const revision = await actions.getRevision(request.caller, { projectId });
        return reply.sendAt(revision, async () => ({ body: row.map(toSubcolumn) }));
      },
    );

    server.post(
      '/columns/:column_id/subcolumns',
      { schema: { params: ColumnPath, body: NewColumn, response: { 200: BoardSubcolumn } }, attachValidation: true },
      async (request, reply) => {
        const columnId = numberIn(request.params.column_id);
        const asked = forSubcolumn(toNewColumn(request.body, request.doubts()));
        const made = await actions.addSubcolumn(request.caller, { columnId, ...asked });
        warnOfIgnored(reply, request.body, newSubcolumnKeys);
        return toSubcolumn(made);
      },
    );

    server.patch(
      '/columns/:column_id/subcolumns/:id',
      { schema: { params: PartPath, body: ColumnPatch, response: { 200: BoardSubcolumn } }, attachValidation: true },
      async (request, reply) => {
        const found = await find(request, request.params);
        const asked = forSubcolumn(toColumnChange(request.body, request.doubts(), subcolumnKeys));
        const changed = await actions.changeSubcolumn(request.caller, { ...found, ...asked });
        warnOfIgnored(reply, request.body, subcolumnKeys);
        return toSubcolumn(changed);
      },
    );

    server.delete(
      '/columns/:column_id/subcolumns/:id',
      { schema: { params: PartPath, body: Removal, response: { 200: Removed } }, attachValidation: true },
      async (request) => {
        const found = await find(request, request.params);
        const doubts = inWords('Column', request.doubts());
        const force = doubts.faults === undefined && isForced(request.body, request.query);
        await actions.removeSubcolumn(request.caller, { ...found, force, doubts });
        return { id: found.subcolumnId };
      },
    );
  };
}
