import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Actions } from '../../actions/index.ts';
import type { Fault } from '../../domain/refusal.ts';
import { Area, areaKeys, areaList, areaMembers, toArea } from './areas.wire.ts';
import { largestInteger } from './ids.ts';
import { rootParent } from './iterations.wire.ts';
import { bodyOf, type Members, sentBack } from './read-members.ts';
import { registerResource } from './register-resource.ts';

/** The areas of projects, each a tree (vendor page "Areas"). */
export function areas(actions: Actions, settings: { readonly now: () => number }): FastifyPluginAsyncTypebox {
  return registerResource(actions, settings, {
    path: 'areas',
    missing: 'Area not found',
    keys: areaKeys,
    form: { projectId: 'number', parentId: 'number', sequence: 'number' },
    model: Area,
    body: bodyOf(areaMembers),
    list: areaList,
    lists: ['own', { below: 'projects' }],
    find: (caller, of, query) => actions.listAreas(caller, { of, query }),
    get: (caller, id) => actions.getArea(caller, { id }),
    create: (caller, members) => {
      const { name, parentId, sequence } = readBody(members);
      members.require('name', name);
      members.require('parentId', parentId);
      if (parentId === rootParent) members.refuse(onlyTheRoot);
      return actions.createArea(caller, {
        projectId: members.home('projectId'),
        title: name ?? '',
        parentId: parentId ?? 0,
        ...(typeof sequence === 'number' ? { position: sequence } : {}),
        doubts: members.doubts(),
      });
    },
    change: (caller, named, members) => {
      const { name, parentId, sequence } = readBody(members);
      if (name === null) members.require('name', null);
      return actions.changeArea(caller, {
        ...named,
        fields: {
          ...(typeof name === 'string' ? { title: name } : {}),
          ...(typeof parentId === 'number' ? { parentId: parentId === rootParent ? null : parentId } : {}),
        },
        ...(sequence === undefined ? {} : { position: sequence ?? largestInteger }),
        fixed: sentBack({ projectId: members.id('projectId') }),
        doubts: members.doubts(),
      });
    },
    remove: (caller, named) => actions.removeArea(caller, named),
    show: toArea,
  });
}

const onlyTheRoot: Fault = { field: 'parentId', rule: 'rule', message: 'Only the root area has no parent' };

function readBody(members: Members) {
  return {
    name: members.text('name', { min: 1, max: 256 }),
    parentId: members.id('parentId', rootParent),
    sequence: members.place('sequence'),
  };
}
