import type { Words } from '../words/use-words.ts';

/** What can happen in a project and is worth a word of its own, as the server names it. */
export const activityKinds = [
  'iteration.created',
  'iteration.changed',
  'iteration.removed',
  'iteration.restated',
  'iteration.sampled',
  'goal.changed',
  'scope.policy_changed',
  'scope.overridden',
  'scope.swapped',
  'receipt.reversed',
  'item.created',
  'item.changed',
  'item.entered',
  'item.left',
  'item.rolled_over',
  'comment.added',
  'comment.changed',
  'comment.removed',
  'items.carried',
  'items.returned',
  'items.let_go',
  'items.ranked',
  'cadence.planned',
  'cadence.skipped',
  'cadence.started',
  'cadence.closed',
  'cadence.failed',
  'cadence.changed',
  'calendar.changed',
  'work_patterns.changed',
  'project_rules.changed',
  'forecast.made',
  'project.created',
  'project.changed',
  'board.created',
  'board.changed',
  'board.removed',
  'webhook.created',
  'webhook.changed',
  'webhook.failed',
  'webhook.removed',
] as const;

/** A kind in words; one that is not known yet, as the server names it. */
export function kindWord(t: Words['t'], kind: string): string {
  const known = activityKinds.find((each) => each === kind);
  if (known === undefined) return kind;
  // A dot in a key would lead into the tree of words.
  const words: Readonly<Record<string, string>> = t('activity.kinds', { returnObjects: true });
  return words[known.replace('.', '-')] ?? kind;
}
