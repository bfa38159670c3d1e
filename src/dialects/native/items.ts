import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Actions, Caller } from '../../actions/index.ts';
import type { ItemCondition, ItemRef } from '../../domain/item.ts';
import { noPrecondition } from '../../domain/precondition.ts';
import { notFound, Refusal, refuseFaults } from '../../domain/refusal.ts';
import { fromReadCursor, toReadCursor } from './cursor.ts';
import { sendRefusal } from './errors.ts';
import { BoardItemQuery, ItemQuery, itemsOfBoard, itemsOfIteration, itemsOfProject } from './item-query.wire.ts';
import {
  Item,
  ItemPage,
  ItemPatch,
  itemMembers,
  NewItem,
  toItem,
  toItemChange,
  toItemRow,
  toNewItem,
} from './items.wire.ts';
import { nativePolicy } from './iterations.wire.ts';
import { linkToNext } from './link-to-next.ts';
import { numberIn } from './number-in.ts';

const Id = Type.Object({ id: Type.String() });
const ItemId = Type.Object({ id: Type.String({ description: 'A number or a key' }) });

/** Items: those of a project, of its backlog, of a board and of an iteration; get, make, change, delete. */
export function items(actions: Actions): FastifyPluginAsyncTypebox {
  /** A page of a list that is kept by the name. */
  const pageOf = async (
    request: FastifyRequest,
    name: string,
    query: ItemQuery,
    list: Omit<Parameters<Actions['scrollItems']>[1], 'from'>,
  ) => {
    const from = fromReadCursor(name, query.cursor);
    const { items: views, total, to } = await actions.scrollItems(request.caller, { ...list, from });
    const next = to === null ? null : toReadCursor(name, to);
    return { body: { items: views.map(toItemRow), total, next }, headers: linkToNext(request, next) };
  };
  const revision = (caller: Caller) => actions.getRevision(caller, { projectId: null });

  /** Runs a change; if it was made from a stale version, answers the item as it is now. */
  const orCurrent = async <T>(reply: FastifyReply, item: ItemRef, run: () => Promise<T>): Promise<T | FastifyReply> => {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'version_conflict') throw error;
      return sendRefusal(error, reply, toItem(await actions.getItem(reply.request.caller, { item })));
    }
  };

  return async (server) => {
    const tags = ['items'];
    const config = { members: itemMembers };

    server.get(
      '/projects/:id/items',
      {
        schema: {
          tags,
          summary: 'Items of a project, or of its backlog, by their ranks',
          params: Id,
          querystring: ItemQuery,
          response: { 200: ItemPage },
        },
        attachValidation: true,
      },
      async (request, reply) =>
        reply.sendAt(await revision(request.caller), async () => {
          const projectId = numberIn(request.params.id, 'project');
          await actions.getProject(request.caller, { id: projectId });
          refuseFaults(request.doubts());
          return pageOf(request, `p${projectId}`, request.query, itemsOfProject(projectId, request.query));
        }),
    );

    server.get(
      '/iterations/:id/items',
      {
        schema: {
          tags,
          summary: 'Items of an iteration, in its order',
          params: Id,
          querystring: Type.Omit(ItemQuery, ['iteration']),
          response: { 200: ItemPage },
        },
        attachValidation: true,
      },
      async (request, reply) =>
        reply.sendAt(await revision(request.caller), async () => {
          const id = numberIn(request.params.id, 'iteration');
          await actions.getIteration(request.caller, {
            iteration: { id },
            precondition: noPrecondition,
            policy: nativePolicy,
          });
          refuseFaults(request.doubts());
          return pageOf(request, `i${id}`, request.query, itemsOfIteration(id, request.query));
        }),
    );

    server.get(
      '/boards/:id/items',
      {
        schema: {
          tags: ['boards'],
          summary: 'Items of a board, those of each column and lane in the order in which they stand there',
          params: Id,
          querystring: BoardItemQuery,
          response: { 200: ItemPage },
        },
        attachValidation: true,
      },
      async (request, reply) =>
        reply.sendAt(await revision(request.caller), async () => {
          const boardId = numberIn(request.params.id, 'board');
          await actions.getBoard(request.caller, { id: boardId });
          refuseFaults(request.doubts());
          return pageOf(request, `b${boardId}`, request.query, itemsOfBoard(boardId, request.query));
        }),
    );

    server.post(
      '/projects/:id/items',
      {
        config,
        schema: { tags, summary: 'Make an item', params: Id, body: NewItem, response: { 201: Item } },
        attachValidation: true,
      },
      async (request, reply) => {
        const projectId = numberIn(request.params.id, 'project');
        const made = await actions.createItem(request.caller, toNewItem(projectId, request.body, request.doubts()));
        reply.code(201).header('etag', `"${made.version}"`).header('location', `/native/v1/items/${made.id}`);
        return toItem(made);
      },
    );

    server.get(
      '/items/:id',
      { schema: { tags, summary: 'One item', params: ItemId, response: { 200: Item } } },
      async (request, reply) =>
        reply.sendAt(await revision(request.caller), async () => {
          const view = await actions.getItem(request.caller, { item: itemIn(request.params.id) });
          return { body: toItem(view), version: view.version };
        }),
    );

    server.patch(
      '/items/:id',
      {
        config,
        schema: {
          isVersioned: true,
          tags,
          summary: 'Change an item; put it away by its condition',
          params: ItemId,
          body: ItemPatch,
          response: { 200: Item },
        },
        attachValidation: true,
      },
      async (request, reply) => {
        const item = itemIn(request.params.id);
        return orCurrent(reply, item, async () => {
          const view = await actions.changeItem(request.caller, {
            item,
            ...toItemChange(request.body, request.doubts()),
            precondition: request.precondition({ bareDigits: false }),
            requireVersion: true,
          });
          reply.header('etag', `"${view.version}"`);
          return toItem(view);
        });
      },
    );

    server.delete(
      '/items/:id',
      {
        schema: {
          isVersioned: true,
          tags,
          summary: 'Delete an item; it leaves every open iteration',
          params: ItemId,
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        const item = itemIn(request.params.id);
        const condition: ItemCondition = 'deleted';
        return orCurrent(reply, item, async () => {
          await actions.changeItem(request.caller, {
            item,
            fields: { condition },
            precondition: request.precondition({ bareDigits: false }),
            requireVersion: true,
          });
          return reply.code(204).send(null);
        });
      },
    );
    server.refuseOtherMethods();
  };
}

/** The item that a path names. @throws Refusal not_found */
export function itemIn(text: string): ItemRef {
  if (/^[1-9]\d{0,14}$/.test(text)) return { id: Number(text) };
  if (/^[A-Z][A-Z0-9]{0,31}-[1-9]\d{0,14}$/.test(text)) return { key: text };
  throw notFound('item');
}
