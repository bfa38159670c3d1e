import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Actions } from '../../actions/index.ts';
import { noPrecondition } from '../../domain/precondition.ts';
import { Refusal } from '../../domain/refusal.ts';
import { IterationCard, ListedCard, NewCard, toIterationCard, toNewCard } from './iteration-cards.wire.ts';
import { iterationPolicy } from './iterations.wire.ts';
import { queryText, uuidIn } from './names.ts';

/** A card is in one open iteration at most, and comes from the iteration's own space. */
const cardPolicy = { findsRemoved: true, findsGroups: false, leaves: 'every other', takesForeign: false } as const;

const selections = { active: 'live', removed: 'ended' } as const;

/** The cards of an iteration: list, add, remove (vendor pages under "Iterations"). */
export function iterationCards(actions: Actions): FastifyPluginAsyncTypebox {
  return async (server) => {
    const IterationPath = Type.Object({ space_uid: Type.String(), iteration_id: Type.String() });
    const CardPath = Type.Object({
      space_uid: Type.String(),
      iteration_id: Type.String(),
      card_uid: Type.String(),
    });
    const path = '/spaces/:space_uid/iterations/:iteration_id/cards';

    server.get(
      path,
      { schema: { params: IterationPath, response: { 200: Type.Array(ListedCard) } } },
      async (request, reply) => {
        const project = await actions.getProject(request.caller, { uid: uuidIn(request.params.space_uid) });
        const iteration = { uid: uuidIn(request.params.iteration_id) };
        const find = { iteration, projectId: project.id, precondition: noPrecondition, policy: iterationPolicy };
        return reply.sendAt(await actions.getRevision(request.caller, { projectId: project.id }), async () => {
          const { status } = await actions.getIteration(request.caller, find);
          const selection = selectionOf(queryText(request.query, 'status'));
          // Removing an iteration drops its links for good, the ended ones too.
          if (status === 'removed') return { body: [] };
          const stays = await actions.listMembers(request.caller, { ...find, selection });
          return { body: stays.map((stay) => ({ ...toIterationCard(stay), card_id: stay.itemId })) };
        });
      },
    );

    server.post(
      path,
      {
        schema: { params: IterationPath, body: NewCard, response: { 200: IterationCard } },
        attachValidation: true,
      },
      async (request) => {
        const project = await actions.getProject(request.caller, { uid: uuidIn(request.params.space_uid) });
        const stay = await actions.enterIteration(request.caller, {
          iteration: { uid: uuidIn(request.params.iteration_id) },
          projectId: project.id,
          ...toNewCard(request.body, request.doubts()),
          policy: cardPolicy,
        });
        return toIterationCard(stay);
      },
    );

    server.delete(
      `${path}/:card_uid`,
      { schema: { params: CardPath, response: { 200: IterationCard } } },
      async (request) => {
        const project = await actions.getProject(request.caller, { uid: uuidIn(request.params.space_uid) });
        const stay = await actions.leaveIteration(request.caller, {
          iteration: { uid: uuidIn(request.params.iteration_id) },
          projectId: project.id,
          item: { uid: uuidIn(request.params.card_uid) },
          doubts: request.doubts(),
          policy: cardPolicy,
        });
        return toIterationCard(stay);
      },
    );
  };
}

function selectionOf(status: string | undefined) {
  if (status === undefined) return 'all';
  if (status === 'active' || status === 'removed') return selections[status];
  throw new Refusal('invalid', 'status should be equal to one of the allowed values');
}
