import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Actions } from '../../actions/index.ts';
import { Project, projectList, toProject } from './projects.wire.ts';
import { registerResource } from './register-resource.ts';

/** The projects that the caller can see, to be read (vendor page "Projects"). */
export function projects(actions: Actions, settings: { readonly now: () => number }): FastifyPluginAsyncTypebox {
  return registerResource(actions, settings, {
    path: 'projects',
    missing: 'Project not found',
    keys: {},
    form: {},
    model: Project,
    list: projectList,
    lists: ['own'],
    find: (caller, _of, query) => actions.queryProjects(caller, { query }),
    get: (caller, id) => actions.getPlannedProject(caller, { id }),
    show: toProject,
  });
}
