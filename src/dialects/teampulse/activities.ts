import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Actions } from '../../actions/index.ts';
import {
  Activity,
  activityKeys,
  activityList,
  markMembers,
  messageMembers,
  SharedMessage,
  toActivity,
  UnreadActivities,
} from './activities.wire.ts';
import { rawQueryOf } from './addresses.ts';
import { envelopeOf, toEnvelope } from './envelope.ts';
import { errorSender, queryError } from './errors.ts';
import { idIn } from './ids.ts';
import { parseQueryOptions } from './odata/options.ts';
import { objectOfForm } from './read-form.ts';
import { bodyOf, readMembers } from './read-members.ts';

const params = Type.Object({ id: Type.String() });
const longestMessage = 4000;

/**
 * What others did, with what each person has marked for themselves (vendor page "Activities"). Nothing of it is kept for
 * the next who asks: it is another list for everybody, and marks raise no revision.
 */
export function activities(actions: Actions, settings: { readonly now: () => number }): FastifyPluginAsyncTypebox {
  return async (server) => {
    server.setErrorHandler(errorSender(activityKeys));
    server.addHook('preValidation', (request, _reply, done) => {
      const { body } = request;
      request.body =
        body instanceof URLSearchParams
          ? objectOfForm(body, { isRead: 'boolean', isFlagged: 'boolean' })
          : (body ?? {});
      done();
    });

    server.get(
      '/activities',
      { schema: { response: { 200: envelopeOf(Type.Partial(Activity)) } } },
      async (request) => {
        const asked = parseQueryOptions(activityList, rawQueryOf(request), settings.now());
        if ('faults' in asked) throw queryError(asked.faults);
        const { rows, total } = await actions.listActivities(request.caller, { query: asked.query });
        return toEnvelope(rows.map(toActivity), total, asked);
      },
    );

    server.get('/activities/unread', { schema: { response: { 200: UnreadActivities } } }, async (request) => {
      const { flagged, unflagged } = await actions.countUnread(request.caller);
      return { flagged, unflagged, total: flagged + unflagged };
    });

    server.put(
      '/activities/:id',
      { schema: { params, body: bodyOf(markMembers), response: { 200: Activity } }, attachValidation: true },
      async (request) => {
        const id = idIn(request.params.id, 'Activity not found');
        const members = readMembers(request.body, request.doubts());
        const [isRead, isFlagged] = [members.flag('isRead'), members.flag('isFlagged')];
        const marked = await actions.markActivity(request.caller, {
          id,
          ...(typeof isRead === 'boolean' ? { isRead } : {}),
          ...(typeof isFlagged === 'boolean' ? { isFlagged } : {}),
          doubts: members.doubts(),
        });
        return toActivity(marked);
      },
    );

    server.post(
      '/activities/share',
      { schema: { body: bodyOf(messageMembers), response: { 201: SharedMessage } }, attachValidation: true },
      async (request, reply) => {
        const members = readMembers(request.body, request.doubts());
        const message = members.text('message', { min: 1, max: longestMessage, lines: 'several' });
        members.require('message', message);
        await actions.shareMessage(request.caller, { text: message ?? '', doubts: members.doubts() });
        return reply.code(201).send({ message: message ?? '' });
      },
    );
  };
}
