import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Actions, RemoveIteration } from '../../actions/index.ts';
import { noPrecondition } from '../../domain/precondition.ts';
import { isIdText } from './ids.ts';
import { iterationPolicy as policy, toChange, toNewIteration } from './iteration-body.ts';
import {
  Iteration,
  iterationForm,
  iterationKeys,
  iterationList,
  iterationMembers,
  toIteration,
} from './iterations.wire.ts';
import { bodyOf } from './read-members.ts';
import { registerResource } from './register-resource.ts';

/** Iterations and releases (vendor page "Iterations"). `now` is what a query means by it, epoch milliseconds. */
export function iterations(actions: Actions, settings: { readonly now: () => number }): FastifyPluginAsyncTypebox {
  return registerResource(actions, settings, {
    path: 'iterations',
    missing: 'Iteration not found',
    keys: iterationKeys,
    form: iterationForm,
    model: Iteration,
    body: bodyOf(iterationMembers),
    list: iterationList,
    lists: ['own', { below: 'projects' }],
    find: async (caller, { projectId = null }, query) => {
      const page = await actions.listIterations(caller, {
        projectId,
        kinds: ['root', 'release', 'iteration'],
        statuses: ['planned', 'active', 'closed', 'archived'],
        query,
        defaultOrder: 'tree',
        count: true,
      });
      return { rows: page.iterations, total: page.total };
    },
    get: (caller, id) => actions.getIteration(caller, { iteration: { id }, precondition: noPrecondition, policy }),
    create: (caller, members) => actions.createIteration(caller, { ...toNewIteration(members), policy }),
    change: async (caller, { id, precondition }, members) => {
      const { iteration } = await actions.changeIteration(caller, {
        iteration: { id },
        precondition,
        ...toChange(members),
        policy,
      });
      return iteration;
    },
    remove: (caller, { id, precondition }, rawQuery) =>
      actions.removeIteration(caller, {
        iteration: { id },
        precondition,
        ...reassignmentIn(rawQuery),
        policy: { ...policy, target: 'any' },
      }),
    show: toIteration,
  });
}

/** Where the items of a deleted iteration go; without a word about it, to the root. */
function reassignmentIn(rawQuery: string): Pick<RemoveIteration, 'moveItemsTo' | 'doubts'> {
  const ids = [...new URLSearchParams(rawQuery)].flatMap(([name, value]) =>
    name.toLowerCase() === 'reassignmentid' ? [value] : [],
  );
  const [id] = ids;
  if (id === undefined) return {};
  if (ids.length === 1 && isIdText(id)) return { moveItemsTo: { id: Number(id) } };
  const message = 'reassignmentId must be the id of an iteration, given once';
  return { doubts: { faults: [{ field: 'reassignmentId', rule: 'format', message }] } };
}
