import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Actions } from '../../actions/index.ts';
import { Refusal } from '../../domain/refusal.ts';
import {
  ListedTimeLog,
  NewTimeLog,
  TimeLog,
  TimeLogPatch,
  toListedTimeLog,
  toNewTimeLog,
  toTimeLog,
  toTimeLogPatch,
  toTimeLogQuery,
} from './card-time-logs.wire.ts';
import { numberIn } from './names.ts';

const CardPath = Type.Object({ id: Type.String() });
const LogPath = Type.Object({ id: Type.String(), log_id: Type.String() });

/** The time that people spent on a card (vendor pages under "Card time logs"). */
export function cardTimeLogs(actions: Actions): FastifyPluginAsyncTypebox {
  return async (server) => {
    const one = '/cards/:id/time-logs/:log_id';
    const find = async (request: FastifyRequest, path: Type.Static<typeof LogPath>) => {
      const [itemId, id] = [numberIn(path.id), numberIn(path.log_id)];
      const entry = await actions.getTimeEntry(request.caller, { id });
      if (entry.itemId !== itemId) throw new Refusal('not_found', 'Time log not found');
      return entry;
    };

    server.get(
      '/cards/:id/time-logs',
      { schema: { params: CardPath, response: { 200: Type.Array(ListedTimeLog) } } },
      async (request) => {
        const { actor } = request.caller;
        const { rows } = await actions.listTimeEntries(request.caller, {
          of: { itemId: numberIn(request.params.id) },
          query: toTimeLogQuery(request.query, actor.userId),
        });
        const { people } = await actions.nameThings(request.caller, {
          people: rows.flatMap(({ personId, createdBy }) => [personId, createdBy]),
        });
        return rows.map((each) => toListedTimeLog(each, people, actor.orgId));
      },
    );

    server.post(
      '/cards/:id/time-logs',
      { schema: { params: CardPath, body: NewTimeLog, response: { 200: TimeLog } }, attachValidation: true },
      async (request) =>
        toTimeLog(
          await actions.recordTime(request.caller, {
            itemId: numberIn(request.params.id),
            personId: request.caller.actor.userId,
            ...toNewTimeLog(request.body, request.doubts()),
          }),
        ),
    );

    server.patch(
      one,
      { schema: { params: LogPath, body: TimeLogPatch, response: { 200: TimeLog } }, attachValidation: true },
      async (request) => {
        const { id } = await find(request, request.params);
        const change = toTimeLogPatch(request.body, request.doubts());
        return toTimeLog(await actions.changeTimeEntry(request.caller, { id, ...change }));
      },
    );

    server.delete(
      one,
      { schema: { params: LogPath, response: { 200: Type.Object({ id: Type.Integer() }) } } },
      async (request) => {
        const { id } = await find(request, request.params);
        await actions.removeTimeEntry(request.caller, { id });
        return { id };
      },
    );
  };
}
