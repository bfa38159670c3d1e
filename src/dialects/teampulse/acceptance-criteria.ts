import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Actions } from '../../actions/index.ts';
import { criterionStatuses } from '../../domain/work-details.ts';
import {
  AcceptanceCriterion,
  criterionKeys,
  criterionList,
  criterionMembers,
  toAcceptanceCriterion,
} from './acceptance-criteria.wire.ts';
import { bodyOf, type Members, sentBack } from './read-members.ts';
import { registerResource } from './register-resource.ts';

/** What has to hold for work items to be accepted (vendor page "Acceptance Criteria"). */
export function acceptanceCriteria(
  actions: Actions,
  settings: { readonly now: () => number },
): FastifyPluginAsyncTypebox {
  return registerResource(actions, settings, {
    path: 'acceptancecriteria',
    missing: 'Acceptance criterion not found',
    keys: criterionKeys,
    form: { workItemId: 'number', projectId: 'number' },
    model: AcceptanceCriterion,
    body: bodyOf(criterionMembers),
    list: criterionList,
    lists: ['own', { below: 'workitems' }],
    find: (caller, of, query) => actions.listCriteria(caller, { of, query }),
    get: (caller, id) => actions.getCriterion(caller, { id }),
    create: (caller, members) => {
      const { title, description = null, status, fixed } = readBody(members);
      members.require('title', title);
      return actions.addCriterion(caller, {
        itemId: members.home('workItemId'),
        ...fixed,
        title: title ?? '',
        description,
        status: status ?? criterionStatuses[0],
        doubts: members.doubts(),
      });
    },
    change: (caller, named, members) => {
      const { title, description, status, fixed } = readBody(members);
      const itemId = members.id('workItemId');
      for (const [name, value] of Object.entries({ title, workItemId: itemId })) {
        if (value === null) members.require(name, null);
      }
      return actions.changeCriterion(caller, {
        ...named,
        fields: {
          ...(typeof title === 'string' ? { title } : {}),
          ...(description === undefined ? {} : { description }),
          ...(status === undefined ? {} : { status: status ?? criterionStatuses[0] }),
          ...(typeof itemId === 'number' ? { itemId } : {}),
        },
        fixed,
        doubts: members.doubts(),
      });
    },
    remove: (caller, named) => actions.removeCriterion(caller, named),
    show: toAcceptanceCriterion,
  });
}

function readBody(members: Members) {
  return {
    title: members.text('title', { min: 1, max: 1000 }),
    description: members.text('description', { min: 0, max: 65_536, lines: 'several' }),
    status: members.choice('status', criterionStatuses),
    fixed: sentBack({ projectId: members.id('projectId') }),
  };
}
