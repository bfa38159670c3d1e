import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../test/support/evaluate-filter.ts';
import { firstStatuses, type Status } from '../../domain/workflow.ts';
import {
  keyOf,
  statusExpression,
  statusName,
  statusNamed,
  statusNames,
  typeExpression,
  typeOf,
  workItemTypes,
} from './work-item-names.ts';

const own: readonly Status[] = [
  ...firstStatuses.map((status, at) => ({ ...status, id: at + 1 })),
  { id: 20, key: 'inReview', name: 'In Review', category: 'in_progress' },
];
const renamed = own.map((status) => (status.key === 'open' ? { ...status, name: 'To do' } : status));

describe('the names of work items', () => {
  it('a type is what its key is shown as', () => {
    for (const type of workItemTypes) expect(typeOf(keyOf(type))).toBe(type);
    expect([typeOf('epic'), typeOf('incident'), typeOf('refactoring'), typeOf('constructor')]).toEqual([
      'Feature',
      'Issue',
      'Story',
      'Story',
    ]);
  });

  it('statuses of a project’s own are shown and taken as they are', () => {
    for (const type of ['Story', 'Bug', 'Task', 'Issue', 'Risk', 'Feature'] as const) {
      expect(statusNames(type, own)).toContain('In Review');
      expect(statusNamed(type, own, 'in review', null)?.id).toBe(20);
    }
    expect(statusNames('Story', renamed)[0]).toBe('To do');
    expect(statusNamed('Story', renamed, 'To do', null)?.key).toBe('open');
    // Whoever only knows the ordinary name is understood too.
    expect(statusNamed('Story', renamed, 'Not Done', null)?.key).toBe('open');
    expect(statusNamed('Story', renamed, 'Nothing', null)).toBeUndefined();
    expect(statusNamed('Feedback', own, 'Done', null)).toBeUndefined();
  });

  it('a name of several statuses is the one that there is, else the foremost', () => {
    const id = (key: string) => own.find((status) => status.key === key)?.id ?? null;
    expect(statusNamed('Issue', own, 'Active', id('needInfo'))?.key).toBe('needInfo');
    expect(statusNamed('Issue', own, 'Active', id('done'))?.key).toBe('open');
    expect(statusNamed('Risk', own.toReversed(), 'Closed', null)?.key).toBe('done');
  });

  it('queries see the same', () => {
    const expression = statusExpression(renamed);
    for (const type of ['task', 'bug', 'issue', 'incident', 'risk', 'feedback', 'request', 'whatever']) {
      expect(evaluate(typeExpression, { type })).toBe(typeOf(type));
      for (const status of renamed) {
        expect(evaluate(expression, { type, statusId: status.id })).toBe(statusName(typeOf(type), status));
      }
    }
  });
});
