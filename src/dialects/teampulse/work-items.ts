import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Actions, Caller } from '../../actions/index.ts';
import type { Comparison, Expression, Query } from '../../domain/filter.ts';
import type { ItemView } from '../../domain/item-view.ts';
import { bodyOf, type Members } from './read-members.ts';
import { type Listed, type Named, type Resource, registerResource } from './register-resource.ts';
import { flatWorkItem, readFields } from './work-item-body.ts';
import { keyOf, typeOf, workItemTypes } from './work-item-names.ts';
import { toWorkItem, WorkItem, workItemForm, workItemKeys, workItemList, workItemMembers } from './work-items.wire.ts';

/** Work items of every type (vendor page "Work Items"). */
export function workItems(actions: Actions, settings: { readonly now: () => number }): FastifyPluginAsyncTypebox {
  return registerResource(actions, settings, {
    ...reading(actions, 'workitems'),
    body: bodyOf(workItemMembers),
    flatten: flatWorkItem,
    lists: ['own'],
    find: (caller, _of, query) => find(actions, caller, query),
    get: (caller, id) => actions.getItem(caller, { item: { id } }),
    create: (caller, members) => create(actions, caller, members),
    change: (caller, named, members) => change(actions, caller, named, members),
    remove: (caller, { id, precondition }) =>
      actions.changeItem(caller, { item: { id }, fields: { condition: 'deleted' }, precondition }),
  });
}

/** The tasks that are parts of a work item. */
export function tasks(actions: Actions, settings: { readonly now: () => number }): FastifyPluginAsyncTypebox {
  return registerResource(actions, settings, {
    ...reading(actions, 'tasks'),
    lists: [{ below: 'workitems' }],
    find: async (caller, { itemId = 0 }: Listed, query) => {
      await actions.getItem(caller, { item: { id: itemId } });
      return find(actions, caller, query, [
        equals('parentId', 'integer', itemId),
        equals('type', 'text', keyOf('Task')),
      ]);
    },
  });
}

function reading(actions: Actions, path: string) {
  return {
    path,
    missing: 'Item not found',
    keys: workItemKeys,
    form: workItemForm,
    model: WorkItem,
    list: async (caller: Caller) => workItemList(await actions.listStatuses(caller, { projectId: null })),
    show: toWorkItem,
  } satisfies Partial<Resource<ItemView>>;
}

/** A page of items, newest first unless the caller says otherwise. */
async function find(actions: Actions, caller: Caller, query: Query, more: readonly Expression[] = []) {
  const terms = [...more, ...(query.filter === undefined ? [] : [query.filter])];
  const nullable = query.filter?.nullable ?? false;
  const filter: Expression = { kind: 'and', type: 'boolean', nullable, terms };
  const newest = {
    expression: { kind: 'field', field: 'id', type: 'integer', nullable: false },
    direction: 'desc',
  } as const;
  const { items, total } = await actions.listItems(caller, {
    query: { ...query, ...(terms.length === 0 ? {} : { filter }), order: [...query.order, newest] },
    conditions: ['live', 'archived'],
  });
  return { rows: items, total };
}

async function create(actions: Actions, caller: Caller, members: Members): Promise<ItemView> {
  const type = members.choice('type', workItemTypes);
  members.require('type', type);
  const projectId = members.id('projectId');
  const statuses = typeof projectId === 'number' ? await actions.listStatuses(caller, { projectId }) : [];
  const { fields, ...where } = readFields(members, type ?? 'Story', statuses, null);
  members.require('Name', members.any('Name') ?? null);
  const { id } = await actions.createItem(caller, {
    project: { id: members.home('projectId') },
    fields: { ...fields, title: fields.title ?? '', type: keyOf(type ?? 'Story') },
    ...where,
    doubts: members.doubts(),
  });
  return actions.getItem(caller, { item: { id } });
}

async function change(actions: Actions, caller: Caller, named: Named, members: Members): Promise<ItemView> {
  const { id, precondition } = named;
  const view = await actions.getItem(caller, { item: { id } });
  const statuses = await actions.listStatuses(caller, { projectId: view.projectId });
  const shown = toWorkItem(view);
  const type = members.choice('type', workItemTypes) ?? shown.type;
  if (type !== shown.type) {
    members.refuse({ field: 'type', rule: 'rule', message: 'The type of a work item never changes' });
  }
  if ((members.id('projectId') ?? view.projectId) !== view.projectId) {
    members.refuse({ field: 'projectId', rule: 'rule', message: 'It belongs to another one, and that never changes' });
  }
  const { fields, ...where } = readFields(members, typeOf(view.type), statuses, { view, shown });
  await actions.changeItem(caller, { item: { id }, fields, ...where, precondition, doubts: members.doubts() });
  return actions.getItem(caller, { item: { id } });
}

function equals(field: string, type: 'integer' | 'text', value: number | string): Comparison {
  return {
    kind: 'compare',
    operator: 'eq',
    type: 'boolean',
    nullable: false,
    left: { kind: 'field', field, type, nullable: field === 'parentId' },
    right: { kind: 'literal', type, nullable: false, value },
  };
}
