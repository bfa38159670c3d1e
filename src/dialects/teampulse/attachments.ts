import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Actions } from '../../actions/index.ts';
import { longestFileDescription } from '../../domain/attachment.ts';
import { addressOf } from './addresses.ts';
import { Attachment, attachmentKeys, attachmentList, attachmentMembers, toAttachment } from './attachments.wire.ts';
import { errorSender } from './errors.ts';
import { idIn } from './ids.ts';
import { bodyOf } from './read-members.ts';
import { receiveAttachment } from './receive-attachment.ts';
import { registerResource } from './register-resource.ts';
import { sendFile } from './send-file.ts';

const missing = 'Attachment not found';
const params = Type.Object({ id: Type.String() });
const form = Type.Object({
  files: Type.String({ format: 'binary', description: 'One file' }),
  description: Type.Optional(Type.String()),
  commentId: Type.Optional(Type.String({ description: 'A comment of the work item that it is a part of' })),
});

/** The files of work items and of comments on them (vendor page "Attachments"). */
export function attachments(actions: Actions, settings: { readonly now: () => number }): FastifyPluginAsyncTypebox {
  const resource = registerResource(actions, settings, {
    path: 'attachments',
    missing,
    keys: attachmentKeys,
    form: {},
    model: Attachment,
    body: bodyOf(attachmentMembers),
    list: attachmentList,
    lists: ['own', { below: 'workitems' }, { below: 'comments' }],
    find: (caller, of, query) => actions.listAttachments(caller, { of, query }),
    get: (caller, id) => actions.getAttachment(caller, { id }),
    change: (caller, named, members) => {
      const description = members.text('description', { min: 0, max: longestFileDescription, lines: 'several' });
      return actions.changeAttachment(caller, {
        ...named,
        fields: description === undefined ? {} : { description },
        doubts: members.doubts(),
      });
    },
    remove: (caller, named) => actions.removeAttachment(caller, named),
    show: toAttachment,
  });

  return async (server) => {
    await server.register(resource);
    await server.register(upload(actions));
    await server.register(downloads(actions));
  };
}

function upload(actions: Actions): FastifyPluginAsyncTypebox {
  return async (server) => {
    server.setErrorHandler(errorSender(attachmentKeys));
    server.leaveBodies();
    server.post(
      '/workitems/:id/attachments',
      {
        schema: { params, consumes: ['multipart/form-data'], body: form, response: { 201: Attachment } },
        // The body is not there to be looked at; whoever receives it sees what is wrong with it.
        validatorCompiler: () => () => true,
      },
      async (request, reply) => {
        const made = await actions.files.attach(request.caller, {
          itemId: idIn(request.params.id, 'Item not found'),
          receive: (keep) => receiveAttachment(request, keep),
        });
        reply
          .code(201)
          .header('location', addressOf(request, `attachments/${made.id}`))
          .header('etag', `"${made.version}"`);
        return toAttachment(made, request);
      },
    );
  };
}

/** What `url` and `downloadUrl` lead to. */
function downloads(actions: Actions): FastifyPluginAsyncTypebox {
  return async (server) => {
    for (const [path, mode] of [
      ['content', 'show'],
      ['download', 'save'],
    ] as const) {
      server.get(`/attachments/:id/${path}`, { schema: { params, hide: true } }, async (request, reply) => {
        const file = await actions.getAttachment(request.caller, { id: idIn(request.params.id, missing) });
        return sendFile(request, reply, file, { mode, open: () => actions.files.open(request.caller, file) });
      });
    }
  };
}
