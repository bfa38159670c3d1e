import type { Decision } from '../domain/close-plan.ts';
import type { Iteration } from '../domain/iteration.ts';
import type { ToldOf } from '../domain/receipt.ts';
import { peopleOfItems } from '../store/people-of-items.ts';
import type { Closing } from './closing.ts';
import type { Tx } from './transact.ts';

/**
 * Tells of every item about which a rule that notifies has decided: an event of the item, which webhooks and the activity
 * pass on, names the rule, what it did, and the item's people. Answers who was told of what.
 */
export async function tellPeople(
  tx: Tx,
  from: Iteration,
  { decisions, policy }: Closing,
  { receiptId, newIterationId }: { readonly receiptId: number; readonly newIterationId: number | null },
): Promise<readonly ToldOf[]> {
  const noted = decisions.filter(({ notify }) => notify === true);
  if (noted.length === 0) return [];
  const { orgId } = tx.actor;
  const people = await peopleOfItems(
    tx.db,
    orgId,
    noted.map(({ itemId }) => itemId),
  );
  const told: ToldOf[] = [];
  for (const { itemId, choice, reason } of noted) {
    const { projectId, personIds } = people.get(itemId) ?? { projectId: from.projectId, personIds: [] };
    const to = destinationOf(choice, newIterationId);
    await tx.emit({
      kind: 'item.rolled_over',
      projectId,
      iterationId: from.id,
      itemId,
      touches: [from.projectId],
      data: { rule: reason, policyId: policy?.id ?? null, receiptId, ...to, personIds },
    });
    told.push({ itemId, personIds });
  }
  return told;
}

function destinationOf(choice: Decision['choice'], made: number | null) {
  const { action } = choice;
  if (action === 'return') return { action: choice.rank === 'top' ? 'backlogTop' : 'backlogBottom' };
  return 'to' in choice ? { action, toIterationId: choice.to === 'new' ? made : choice.to } : { action };
}
