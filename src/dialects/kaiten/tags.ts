import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Actions } from '../../actions/index.ts';
import { notFound } from '../../domain/refusal.ts';
import { longestPage, numberIn, pageIn, queryText } from './names.ts';
import { CardTag, NewTag, Tag, toCardTag, toNewTag, toTag } from './tags.wire.ts';

const CardPath = Type.Object({ id: Type.String() });
const TagPath = Type.Object({ id: Type.String(), tag_id: Type.String() });

/** Tags of the company, and those of a card (vendor pages under "Tags" and "Card tags"). */
export function tags(actions: Actions): FastifyPluginAsyncTypebox {
  return async (server) => {
    const find = (request: FastifyRequest, id: string) =>
      actions.getBoardItem(request.caller, { item: { id: numberIn(id) } });

    server.get('/tags', { schema: { response: { 200: Type.Array(Tag) } } }, async (request) => {
      const say = (name: string) => queryText(request.query, name);
      const ids = say('ids')?.split(',').flatMap(numbersIn) ?? null;
      const [projectId = null] = numbersIn(say('space_id') ?? '');
      const found = await actions.listTags(request.caller, {
        projectId,
        part: say('query') ?? null,
        ids,
        ...pageIn(request.query, longestPage),
      });
      return found.map((each) => toTag(each, request.caller.actor.orgId));
    });

    server.post(
      '/tags',
      { schema: { body: NewTag, response: { 200: Tag } }, attachValidation: true },
      async (request) => {
        const tag = await actions.createTag(request.caller, toNewTag(request.body, request.doubts()));
        return toTag(tag, request.caller.actor.orgId);
      },
    );

    // The vendor knows these addresses, and no method for them.
    server.offerNothing('/tags/:id');

    server.get(
      '/cards/:id/tags',
      { schema: { params: CardPath, response: { 200: Type.Array(CardTag) } } },
      async (request) => {
        const card = await find(request, request.params.id);
        return card.tags.map((each) => toCardTag(each, card));
      },
    );

    server.post(
      '/cards/:id/tags',
      { schema: { params: CardPath, body: NewTag, response: { 200: CardTag } }, attachValidation: true },
      async (request) => {
        const { id } = await find(request, request.params.id);
        const { name, doubts } = toNewTag(request.body, request.doubts());
        const fields = { tags: { add: [name], remove: [] } };
        await actions.changeItem(request.caller, { item: { id }, fields, doubts });
        const card = await find(request, request.params.id);
        const tag = card.tags.find((each) => each.name === name);
        if (tag === undefined) throw notFound('item');
        return toCardTag(tag, card);
      },
    );

    server.delete(
      '/cards/:id/tags/:tag_id',
      { schema: { params: TagPath, response: { 200: Type.Object({ id: Type.Integer() }) } } },
      async (request) => {
        const card = await find(request, request.params.id);
        const tagId = numberIn(request.params.tag_id);
        const tag = card.tags.find((each) => each.id === tagId);
        if (tag === undefined) throw notFound('item');
        const fields = { tags: { add: [], remove: [tag.name] } };
        await actions.changeItem(request.caller, { item: { id: card.id }, fields });
        return { id: tagId };
      },
    );
  };
}

function numbersIn(text: string): number[] {
  return /^\d{1,15}$/.test(text.trim()) ? [Number(text)] : [];
}
