import { Type } from 'typebox';
import type { ItemView } from '../../domain/item-view.ts';
import type { Status } from '../../domain/workflow.ts';
import { referToStatus } from './issues.wire.ts';
import type { Language } from './language.ts';
import { statusNameOf } from './names.ts';
import { Reference } from './references.ts';

/** A way from an issue's status to another (vendor page "Get transitions"). */
export const Transition = Type.Object({
  self: Type.String(),
  id: Type.String(),
  display: Type.String(),
  to: Reference,
});
export type Transition = Type.Static<typeof Transition>;

/** Where an issue may go: every status of its workflow but its own. A way is called after the status it leads to. */
export function toTransitions(
  { key, status }: Pick<ItemView, 'key' | 'status'>,
  statuses: readonly Status[],
  base: string,
  language: Language,
): Transition[] {
  return statuses
    .filter((each) => each.id !== status.id)
    .map((each) => ({
      self: `${base}/issues/${key}/transitions/${encodeURIComponent(each.key)}`,
      id: each.key,
      display: statusNameOf(each, language),
      to: referToStatus(base, each, language),
    }));
}
