import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Actions, Project } from '../../actions/index.ts';
import { roleIn } from '../../domain/access.ts';
import { Refusal } from '../../domain/refusal.ts';
import { inOrder, toBoard } from './boards.wire.ts';
import { warnOfIgnored } from './body.ts';
import { numberIn, pageIn, queryText } from './names.ts';
import { toSpaceUser } from './space-users.wire.ts';
import {
  ListedSpace,
  NewSpace,
  newSpaceKeys,
  Space,
  SpacePatch,
  spaceKeys,
  TreeEntity,
  toListedSpace,
  toNewSpace,
  toSpace,
  toSpaceChange,
  toTreeEntity,
  type Visible,
} from './spaces.wire.ts';

/** The most entities of the tree that are given at once. */
const longestTree = 500;

/** Spaces: list, create, get, update, delete, and the tree that they make (vendor pages "Spaces", "Tree entities"). */
export function spaces(actions: Actions): FastifyPluginAsyncTypebox {
  return async (server) => {
    const SpacePath = Type.Object({ space_id: Type.String() });
    const Removed = Type.Object({ id: Type.Integer() });
    // A space names the one above it, so every space may change what is told of another.
    const revision = (request: FastifyRequest) => actions.getRevision(request.caller, { projectId: null });
    const visible = async (request: FastifyRequest): Promise<Visible> =>
      new Map((await actions.listProjects(request.caller)).map((project) => [project.id, project]));
    const find = async (request: FastifyRequest, id: string) => ({
      projectId: (await actions.getProject(request.caller, { id: numberIn(id) })).id,
      precondition: request.precondition({ bareDigits: true }),
    });

    server.get('/spaces', { schema: { response: { 200: Type.Array(ListedSpace) } } }, async (request, reply) => {
      const { actor } = request.caller;
      request.variant = String(actor.userId);
      return reply.sendAt(await revision(request), async () => {
        const all = await visible(request);
        const found = pageOf([...all.values()], request.query, null);
        const ids = new Set(found.map(({ id }) => id));
        const boards = inOrder(await actions.listBoards(request.caller, { after: 0 })).filter((board) =>
          ids.has(board.projectId),
        );
        const parts = await actions.listBoardParts(request.caller, { boards });
        return {
          body: found.map((project) =>
            toListedSpace(
              project,
              all,
              { userId: actor.userId, role: roleIn(actor, project.id) ?? 'viewer' },
              boards.filter(({ projectId }) => projectId === project.id).map((board) => toBoard(board, parts)),
            ),
          ),
        };
      });
    });

    server.get(
      '/spaces/:space_id',
      { schema: { params: SpacePath, response: { 200: Space } } },
      async (request, reply) => {
        const { projectId } = await find(request, request.params.space_id);
        return reply.sendAt(await revision(request), async () => {
          const project = await actions.getProject(request.caller, { id: projectId });
          return { body: toSpace(project, await visible(request)), version: project.version };
        });
      },
    );

    server.post(
      '/spaces',
      { schema: { body: NewSpace, response: { 200: Space } }, attachValidation: true },
      async (request, reply) => {
        const all = await visible(request);
        const asked = toNewSpace(request.body, request.doubts(), all);
        const made = await actions.createProject(request.caller, asked);
        const people = await actions.listProjectPeople(request.caller, { projectId: made.id });
        warnOfIgnored(reply, request.body, newSpaceKeys);
        return {
          ...tagged(reply, made, all),
          users: people.map((each) => toSpaceUser(each, made, request.caller.actor.userId)),
        };
      },
    );

    server.patch(
      '/spaces/:space_id',
      { schema: { params: SpacePath, body: SpacePatch, response: { 200: Space } }, attachValidation: true },
      async (request, reply) => {
        const found = await find(request, request.params.space_id);
        const all = await visible(request);
        const change = { ...found, ...toSpaceChange(request.body, request.doubts(), all) };
        const changed = await inWords(() => actions.changeProject(request.caller, change));
        warnOfIgnored(reply, request.body, spaceKeys);
        return tagged(reply, changed, all);
      },
    );

    server.delete(
      '/spaces/:space_id',
      { schema: { params: SpacePath, response: { 200: Removed } } },
      async (request) => {
        const found = await find(request, request.params.space_id);
        await inWords(() => actions.removeProject(request.caller, { ...found, doubts: request.doubts() }));
        return { id: found.projectId };
      },
    );

    server.get('/tree-entities', { schema: { response: { 200: Type.Array(TreeEntity) } } }, async (request, reply) => {
      return reply.sendAt(await revision(request), async () => {
        const all = await visible(request);
        const found = withinTree([...all.values()], all, request.query);
        return { body: pageOf(found, request.query, longestTree).map((project) => toTreeEntity(project, all)) };
      });
    });
  };
}

/** The space as an answer to a write, under the tag that its next write may name. */
function tagged(reply: FastifyReply, project: Project, visible: Visible): Space {
  reply.header('etag', `"${project.version}"`);
  return toSpace(project, visible);
}

/** A list's page, in the order in which spaces are shown; `archived` shows those alone that are, or are not, put away. */
function pageOf(projects: readonly Project[], query: unknown, most: number | null): readonly Project[] {
  const { skip, limit } = pageIn(query, most);
  const archived = queryText(query, 'archived');
  return projects
    .filter((each) => (archived !== 'true' && archived !== 'false') || String(each.archived) === archived)
    .sort((a, b) => a.sortOrder - b.sortOrder || a.id - b.id)
    .slice(skip, limit === null ? undefined : skip + limit);
}

/** Those below an entity, or below the company, one or two levels deep; all of them where nothing is said. */
function withinTree(projects: readonly Project[], all: Visible, query: unknown): readonly Project[] {
  const parentUid = queryText(query, 'parent_entity_uid')?.toLowerCase();
  const levels = /^[12]$/.exec(queryText(query, 'levels_count') ?? '')?.[0];
  if (parentUid === undefined && levels === undefined) return projects;
  const parent = (each: Project) => (each.parentId === null ? undefined : all.get(each.parentId));
  return projects.filter((each) => {
    const above = parent(each);
    const over = above && parent(above);
    return above?.uid === parentUid || (levels === '2' && above !== undefined && over?.uid === parentUid);
  });
}

/** The core's two rules about projects, in this vendor's words. */
async function inWords<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'invalid') throw error;
    const [first] = error.details.faults ?? [];
    if (first?.rule === 'rule') throw new Refusal('invalid', 'Space holds cards or iterations; remove these first');
    if (first?.field !== 'parentId') throw error;
    throw new Refusal('invalid', 'Space.parent_entity_uid should be the uid of a space that is not below this one');
  }
}
