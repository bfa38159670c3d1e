import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Actions } from '../../actions/index.ts';
import { numberIn } from './number-in.ts';
import { orCurrent } from './or-current.ts';
import { Rules, RulesPatch, toRules, toRulesChange } from './rules.wire.ts';

const path = '/projects/:id/rules';
const tags = ['figures'];
const Id = Type.Object({ id: Type.String() });

/** By which rules the iterations of a project are counted: get and change. For whoever administers the project. */
export function rules(actions: Actions): FastifyPluginAsyncTypebox {
  return async (server) => {
    server.get(
      path,
      { schema: { tags, summary: 'By which rules iterations are counted', params: Id, response: { 200: Rules } } },
      async (request, reply) => {
        const projectId = numberIn(request.params.id, 'project');
        return reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
          const found = await actions.getProjectRules(request.caller, { projectId });
          return { body: toRules(projectId, found), version: found.version };
        });
      },
    );

    server.patch(
      path,
      {
        schema: {
          isVersioned: true,
          tags,
          summary: 'Change the rules by which iterations are counted from then on',
          params: Id,
          body: RulesPatch,
          response: { 200: Rules },
        },
        attachValidation: true,
      },
      async (request, reply) => {
        const projectId = numberIn(request.params.id, 'project');
        const show = async () => toRules(projectId, await actions.getProjectRules(request.caller, { projectId }));
        return orCurrent(reply, show, async () => {
          const saved = await actions.changeProjectRules(request.caller, {
            projectId,
            precondition: request.precondition({ bareDigits: false }),
            ...toRulesChange(request.body, request.doubts()),
          });
          reply.header('etag', `"${saved.version}"`);
          return toRules(projectId, saved);
        });
      },
    );
    server.refuseOtherMethods();
  };
}
