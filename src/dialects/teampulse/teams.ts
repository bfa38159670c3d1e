import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Actions } from '../../actions/index.ts';
import { bodyOf, type Members, sentBack } from './read-members.ts';
import { registerResource } from './register-resource.ts';
import { Team, teamKeys, teamList, teamMembers, toTeam } from './teams.wire.ts';

/** The teams of projects (vendor page "Teams"). */
export function teams(actions: Actions, settings: { readonly now: () => number }): FastifyPluginAsyncTypebox {
  return registerResource(actions, settings, {
    path: 'teams',
    missing: 'Team not found',
    keys: teamKeys,
    form: { projectId: 'number' },
    model: Team,
    body: bodyOf(teamMembers),
    list: teamList,
    lists: ['own', { below: 'projects' }],
    find: (caller, of, query) => actions.listTeams(caller, { of, query }),
    get: (caller, id) => actions.getTeam(caller, { id }),
    create: (caller, members) => {
      const name = nameIn(members);
      members.require('name', name);
      return actions.createTeam(caller, {
        projectId: members.home('projectId'),
        title: name ?? '',
        doubts: members.doubts(),
      });
    },
    change: (caller, named, members) => {
      const name = nameIn(members);
      if (name === null) members.require('name', null);
      return actions.changeTeam(caller, {
        ...named,
        fields: typeof name === 'string' ? { title: name } : {},
        fixed: sentBack({ projectId: members.id('projectId') }),
        doubts: members.doubts(),
      });
    },
    remove: (caller, named) => actions.removeTeam(caller, named),
    show: toTeam,
  });
}

function nameIn(members: Members): string | null | undefined {
  return members.text('name', { min: 1, max: 256 });
}
