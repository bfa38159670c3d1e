import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Actions, ItemFields } from '../../actions/index.ts';
import type { BoardItem } from '../../domain/board-item.ts';
import { notFound } from '../../domain/refusal.ts';
import { CardMember } from './card.schema.ts';
import {
  Location,
  MemberBody,
  MemberPatch,
  MemberRole,
  toLocation,
  toMemberBody,
  toMemberPatch,
  toMemberRole,
} from './card-details.wire.ts';
import { toMembers } from './cards.wire.ts';
import { numberIn } from './names.ts';

const CardPath = Type.Object({ id: Type.String() });
const MemberPath = Type.Object({ id: Type.String(), user_id: Type.String() });
const Removed = Type.Object({ id: Type.Integer() });

/** Who takes part in a card, and where it has stood (vendor pages under "Card members", "Retrieve card location history"). */
export function cardDetails(actions: Actions): FastifyPluginAsyncTypebox {
  return async (server) => {
    const find = (request: FastifyRequest, id: string) =>
      actions.getBoardItem(request.caller, { item: { id: numberIn(id) } });
    const change = async (request: FastifyRequest, card: BoardItem, fields: ItemFields) => {
      await actions.changeItem(request.caller, { item: { id: card.id }, fields });
      return actions.getBoardItem(request.caller, { item: { id: card.id } });
    };

    server.get(
      '/cards/:id/members',
      { schema: { params: CardPath, response: { 200: Type.Array(CardMember) } } },
      async (request) => toMembers(await find(request, request.params.id)),
    );

    server.post(
      '/cards/:id/members',
      { schema: { params: CardPath, body: MemberBody, response: { 200: CardMember } }, attachValidation: true },
      async (request) => {
        const card = await find(request, request.params.id);
        const { personId, type, doubts } = toMemberBody(request.body, request.doubts());
        const isThere = takesPart(card, personId);
        const fields = type === undefined && isThere ? {} : roleFields(card, personId, type ?? 1);
        await actions.changeItem(request.caller, { item: { id: card.id }, fields, doubts });
        return memberOf(await find(request, request.params.id), personId);
      },
    );

    server.patch(
      '/cards/:id/members/:user_id',
      { schema: { params: MemberPath, body: MemberPatch, response: { 200: MemberRole } }, attachValidation: true },
      async (request) => {
        const card = await find(request, request.params.id);
        const personId = numberIn(request.params.user_id);
        memberOf(card, personId);
        const { type, doubts } = toMemberPatch(request.body, request.doubts());
        const fields = roleFields(card, personId, type);
        await actions.changeItem(request.caller, { item: { id: card.id }, fields, doubts });
        return toMemberRole(await find(request, request.params.id), personId, type);
      },
    );

    server.delete(
      '/cards/:id/members/:user_id',
      { schema: { params: MemberPath, response: { 200: Removed } } },
      async (request) => {
        const card = await find(request, request.params.id);
        const personId = numberIn(request.params.user_id);
        memberOf(card, personId);
        await change(request, card, {
          ...(card.assigneeId === personId ? { assignee: null } : {}),
          followers: { add: [], remove: [{ id: personId }] },
        });
        return { id: personId };
      },
    );

    server.get(
      '/cards/:id/location-history',
      { schema: { params: CardPath, response: { 200: Type.Array(Location) } } },
      async (request) => {
        const item = { id: numberIn(request.params.id) };
        const found = await actions.listItemLocations(request.caller, { item });
        return found.map((each) => toLocation(each, item.id));
      },
    );

    // The vendor has this path for making checklists alone; none are kept here, so that it takes nothing at all.
    server.offerNothing('/cards/:id/checklists');
  };
}

function takesPart(card: BoardItem, personId: number): boolean {
  return toMembers(card).some((each) => each.id === personId);
}

function memberOf(card: BoardItem, personId: number): CardMember {
  const member = toMembers(card).find((each) => each.id === personId);
  if (member === undefined) throw notFound('person');
  return member;
}

/** Who was responsible and is not any more goes on as a member. */
function roleFields(card: BoardItem, personId: number, type: 1 | 2): ItemFields {
  if (type === 1) {
    return {
      ...(card.assigneeId === personId ? { assignee: null } : {}),
      followers: { add: [{ id: personId }], remove: [] },
    };
  }
  const former = card.assigneeId === null || card.assigneeId === personId ? [] : [{ id: card.assigneeId }];
  return { assignee: { id: personId }, followers: { add: former, remove: [{ id: personId }] } };
}
