import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Actions } from '../../actions/index.ts';
import { Comment, commentKeys, commentList, commentMembers, commentTypes, toComment } from './comments.wire.ts';
import { bodyOf } from './read-members.ts';
import { registerResource } from './register-resource.ts';

const longestComment = 100_000;

/** What is said about work items (vendor page "Comments"). It is never changed, only made and deleted. */
export function comments(actions: Actions, settings: { readonly now: () => number }): FastifyPluginAsyncTypebox {
  return registerResource(actions, settings, {
    path: 'comments',
    missing: 'Comment not found',
    keys: commentKeys,
    form: { projectId: 'number', workItemId: 'number' },
    model: Comment,
    body: bodyOf(commentMembers),
    list: commentList,
    lists: ['own', { below: 'workitems' }],
    find: (caller, of, query) => actions.queryComments(caller, { of, query }),
    get: (caller, id) => actions.findRemark(caller, { id }),
    create: async (caller, members) => {
      const projectId = members.id('projectId');
      const description = members.text('description', { min: 1, max: longestComment, lines: 'several' });
      const type = members.choice('type', commentTypes);
      members.require('projectId', projectId);
      members.require('description', description);
      const { id } = await actions.addComment(caller, {
        item: { id: members.home('workItemId') },
        text: description ?? '',
        kind: type === 'Feedback' ? 'feedback' : 'team',
        ...(typeof projectId === 'number' ? { projectId } : {}),
        doubts: members.doubts(),
      });
      return actions.findRemark(caller, { id });
    },
    remove: (caller, { id, precondition }) => actions.removeComment(caller, { commentId: id, precondition }),
    show: toComment,
  });
}
