import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type TSchema, Type } from 'typebox';
import type { Actions, Caller } from '../../actions/index.ts';
import type { Query } from '../../domain/filter.ts';
import { checkVersion, type Precondition } from '../../domain/precondition.ts';
import { addressOf, rawQueryOf } from './addresses.ts';
import { envelopeOf, toEnvelope } from './envelope.ts';
import { type ErrorKeys, errorSender, queryError } from './errors.ts';
import { idIn } from './ids.ts';
import { type ListResource, parseQueryOptions } from './odata/options.ts';
import { type FormTypes, objectOfForm } from './read-form.ts';
import { type Members, readMembers } from './read-members.ts';

/** One object of a resource as the core knows it. */
interface Row {
  readonly id: number;
  /** Absent for what has none. */
  readonly version?: number;
}

/** What a list is about: everything, or what belongs to one thing. */
export interface Listed {
  readonly projectId?: number;
  readonly itemId?: number;
  readonly commentId?: number;
}

/** Which object is meant, and what the caller knows of it. */
export interface Named {
  readonly id: number;
  readonly precondition: Precondition;
}

/** A resource: its addresses, its words, and the actions behind it. A method without an action is not offered. */
export interface Resource<R extends Row> {
  /** Its name in addresses, such as `areas`. */
  readonly path: string;
  /** What is said of an address that names none. */
  readonly missing: string;
  /** How errors call its members. */
  readonly keys: ErrorKeys;
  /** The members of a form that are not text. */
  readonly form: FormTypes;
  readonly model: TSchema;
  readonly body?: TSchema;
  /** Brings the members of a body to where the others look for them. */
  readonly flatten?: (body: unknown) => unknown;
  /** What a list may be asked; it may depend on who asks. */
  readonly list: ListResource | ((caller: Caller) => Promise<ListResource>);
  readonly lists: readonly ListAddress[];
  readonly find: (caller: Caller, of: Listed, query: Query) => Promise<{ rows: readonly R[]; total: number | null }>;
  readonly get?: (caller: Caller, id: number) => Promise<R>;
  readonly create?: (caller: Caller, members: Members) => Promise<R>;
  readonly change?: (caller: Caller, name: Named, members: Members) => Promise<R>;
  readonly remove?: (caller: Caller, name: Named, rawQuery: string) => Promise<unknown>;
  /** `request`: for what tells of its own address. */
  readonly show: (row: R, request: FastifyRequest) => object;
}

/** A list of its own, or below one thing of another resource. */
export type ListAddress = 'own' | { readonly below: keyof typeof owners };

/** What lists may be below: how the core calls its number, and what is said of one that is missing. */
const owners = {
  projects: ['projectId', 'Project not found'],
  workitems: ['itemId', 'Item not found'],
  tasks: ['itemId', 'Item not found'],
  comments: ['commentId', 'Comment not found'],
} as const;

const params = Type.Object({ id: Type.String() });
const versions = { bareDigits: true } as const;

/** The routes of a resource. `now` is what a query means by it, epoch milliseconds. */
export function registerResource<R extends Row>(
  actions: Actions,
  settings: { readonly now: () => number },
  resource: Resource<R>,
): FastifyPluginAsyncTypebox {
  const { path, missing, model, body = Type.Unknown(), get, create, change, remove, show } = resource;
  const list = { response: { 200: envelopeOf(Type.Partial(model)) } };
  const named = (request: FastifyRequest<{ Params: { id: string } }>): Named => ({
    id: idIn(request.params.id, missing),
    precondition: request.precondition(versions),
  });
  const membersOf = (request: FastifyRequest) => readMembers(request.body, request.doubts());

  async function sendList(of: Listed, request: FastifyRequest, reply: FastifyReply) {
    const { caller } = request;
    return reply.sendAt(await actions.getRevision(caller, { projectId: of.projectId ?? null }), async () => {
      const { list: options } = resource;
      const asked = parseQueryOptions(
        typeof options === 'function' ? await options(caller) : options,
        rawQueryOf(request),
        settings.now(),
      );
      if ('faults' in asked) {
        // What the list is to belong to comes first: without it, asking nothing is refused too.
        await resource.find(caller, of, { order: [], skip: 0, limit: 0 });
        throw queryError(asked.faults);
      }
      const { rows, total } = await resource.find(caller, of, asked.query);
      return {
        body: toEnvelope(
          rows.map((row) => show(row, request)),
          total,
          asked,
        ),
        isLasting: asked.asksNow !== true,
      };
    });
  }

  return async (server) => {
    server.setErrorHandler(errorSender(resource.keys));
    server.addHook('preValidation', (request, _reply, done) => {
      const { body: sent } = request;
      const body = sent instanceof URLSearchParams ? objectOfForm(sent, resource.form) : (sent ?? {});
      request.body = resource.flatten === undefined ? body : resource.flatten(body);
      done();
    });

    for (const address of resource.lists) {
      if (address === 'own') {
        server.get(`/${path}`, { schema: list }, (request, reply) => sendList({}, request, reply));
        continue;
      }
      const { below } = address;
      const [member, none] = owners[below];
      server.get(`/${below}/:id/${path}`, { schema: { params, ...list } }, (request, reply) =>
        sendList({ [member]: idIn(request.params.id, none) }, request, reply),
      );
    }

    if (get !== undefined) {
      server.get(`/${path}/:id`, { schema: { params, response: { 200: model } } }, async (request, reply) => {
        const { id, precondition } = named(request);
        const make = async () => {
          const row = await get(request.caller, id);
          const { version } = row;
          if (version !== undefined) checkVersion(precondition, version, false);
          return { body: show(row, request), ...(version === undefined ? {} : { version }) };
        };
        // An answer from memory has not compared the version.
        if (precondition.kind !== 'none') await make();
        return reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), make);
      });
    }

    if (create !== undefined) {
      server.post(
        `/${path}`,
        { schema: { body, response: { 201: model } }, attachValidation: true },
        async (request, reply) => {
          const made = await create(request.caller, membersOf(request));
          reply.code(201).header('location', addressOf(request, `${path}/${made.id}`));
          return answer(request, reply, made);
        },
      );
    }

    if (change !== undefined) {
      server.put(
        `/${path}/:id`,
        { schema: { params, body, response: { 200: model } }, attachValidation: true },
        async (request, reply) =>
          answer(request, reply, await change(request.caller, named(request), membersOf(request))),
      );
    }

    if (remove !== undefined) {
      server.delete(`/${path}/:id`, { schema: { params } }, async (request, reply) => {
        await remove(request.caller, named(request), rawQueryOf(request));
        return reply.code(200).send();
      });
    }
  };

  function answer(request: FastifyRequest, reply: FastifyReply, row: R): object {
    if (row.version !== undefined) reply.header('etag', `"${row.version}"`);
    return show(row, request);
  }
}
