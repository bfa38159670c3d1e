import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Actions } from '../../actions/index.ts';
import { Link, linkKeys, linkList, linkMembers, toLink } from './links.wire.ts';
import { bodyOf, type Members, sentBack } from './read-members.ts';
import { registerResource } from './register-resource.ts';

/** The addresses that have to do with work items (vendor page "Work Item Links"). */
export function links(actions: Actions, settings: { readonly now: () => number }): FastifyPluginAsyncTypebox {
  return registerResource(actions, settings, {
    path: 'links',
    missing: 'Link not found',
    keys: linkKeys,
    form: { workItemId: 'number', projectId: 'number' },
    model: Link,
    body: bodyOf(linkMembers),
    list: linkList,
    lists: ['own', { below: 'workitems' }],
    find: (caller, of, query) => actions.listItemLinks(caller, { of, query }),
    get: (caller, id) => actions.getItemLink(caller, { id }),
    create: (caller, members) => {
      const { displayText, url, projectId } = readBody(members);
      for (const [name, value] of Object.entries({ displayText, url, projectId })) members.require(name, value);
      return actions.addItemLink(caller, {
        itemId: members.home('workItemId'),
        ...sentBack({ projectId }),
        title: displayText ?? '',
        url: url ?? '',
        doubts: members.doubts(),
      });
    },
    change: (caller, named, members) => {
      const { displayText, url, projectId } = readBody(members);
      for (const [name, value] of Object.entries({ displayText, url })) {
        if (value === null) members.require(name, null);
      }
      return actions.changeItemLink(caller, {
        ...named,
        fields: {
          ...(typeof displayText === 'string' ? { title: displayText } : {}),
          ...(typeof url === 'string' ? { url } : {}),
        },
        fixed: sentBack({ projectId, itemId: members.id('workItemId') }),
        doubts: members.doubts(),
      });
    },
    remove: (caller, named) => actions.removeItemLink(caller, named),
    show: toLink,
  });
}

function readBody(members: Members) {
  return {
    displayText: members.text('displayText', { min: 1, max: 1000 }),
    url: urlIn(members),
    projectId: members.id('projectId'),
  };
}

/** Pages show links to be followed, so what is no page and no mailbox, a script above all, is refused. */
function urlIn(members: Members): string | null | undefined {
  const url = members.text('url', { min: 1, max: 2048 });
  if (typeof url !== 'string' || (/^(?:https?:\/\/|mailto:)[^\s]/i.test(url) && !/\s/.test(url) && URL.canParse(url))) {
    return url;
  }
  const message = 'url must be an address that begins with http://, https:// or mailto:';
  members.refuse({ field: 'url', rule: 'format', message });
  return undefined;
}
