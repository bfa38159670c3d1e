import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Actions } from '../../actions/index.ts';
import type { ItemView } from '../../domain/item-view.ts';
import { filesOf } from './issue-attachments.ts';
import { referToAttachment } from './issue-attachments.wire.ts';
import { Transition, toTransitions } from './issue-transitions.wire.ts';
import { Issue, toIssue } from './issues.wire.ts';
import { languageOf } from './language.ts';
import { textParameter } from './query-parameters.ts';
import { baseOf, Reference } from './references.ts';

/** An issue with what `expand` adds; with `fields`, only the keys asked for and those that say which issue it is. */
export const ShownIssue = Type.Partial(
  Type.Object({
    ...Issue.properties,
    transitions: Type.Array(Transition),
    attachments: Type.Array(Reference),
  }),
);
export type ShownIssue = Type.Static<typeof ShownIssue>;

/** How a request wants issues to be shown: `expand` and `fields` of its address. @throws Refusal invalid */
export function showIn(
  request: FastifyRequest,
  actions: Actions,
): (views: readonly ItemView[]) => Promise<ShownIssue[]> {
  const expand = listParameter(request, 'expand');
  const fields = listParameter(request, 'fields');
  const [base, language] = [baseOf(request), languageOf(request)];
  return async (views) => {
    const projects = expand.includes('transitions') ? new Set(views.map((each) => each.projectId)) : [];
    const workflows = new Map<number, Awaited<ReturnType<Actions['listStatuses']>>>();
    for (const projectId of projects) {
      workflows.set(projectId, await actions.listStatuses(request.caller, { projectId }));
    }
    const files = new Map<number, Reference[]>();
    for (const { id, key } of expand.includes('attachments') ? views : []) {
      const own = await filesOf(actions, request.caller, id);
      files.set(
        id,
        own.map((each) => referToAttachment(each, base, key)),
      );
    }
    return views.map((view) => {
      const attachments = files.get(view.id);
      const statuses = workflows.get(view.projectId);
      const body = {
        ...toIssue(view, base, language),
        ...(statuses === undefined ? {} : { transitions: toTransitions(view, statuses, base, language) }),
        ...(attachments === undefined ? {} : { attachments }),
      };
      return fields.length === 0 ? body : trimmed(body, fields);
    });
  };
}

function listParameter(request: FastifyRequest, name: string): readonly string[] {
  return (textParameter(request, name) ?? '').split(',').filter((each) => each !== '');
}

const always = ['self', 'id', 'key', 'version'];

function trimmed(body: ShownIssue, fields: readonly string[]): ShownIssue {
  return Object.fromEntries(Object.entries(body).filter(([key]) => always.includes(key) || fields.includes(key)));
}
