import type { Iteration, IterationRef, IterationView } from '../domain/iteration.ts';
import { notFound } from '../domain/refusal.ts';
import { findIteration } from '../store/iterations.ts';
import type { Tx } from './transact.ts';

/** How a caller names an iteration, and which kinds of them its dialect knows. */
export interface LookFor {
  readonly iteration: IterationRef;
  /** The project named beside it; an iteration of another project is then not found. */
  readonly projectId?: number;
  readonly policy: { readonly findsRemoved: boolean; readonly findsGroups: boolean };
}

/** The iteration, in order to change it. @throws Refusal not_found */
export async function requireIteration(tx: Tx, look: LookFor): Promise<IterationView> {
  const found = await findIteration(tx.db, tx.actor.orgId, look.iteration);
  if (found === undefined) throw notFound('iteration');
  requireKnown(found, look);
  return found;
}

/** Hides what the caller's dialect does not know. @throws Refusal not_found */
export function requireKnown(found: Iteration, { projectId, policy }: Omit<LookFor, 'iteration'>): void {
  const isHidden =
    (projectId !== undefined && found.projectId !== projectId) ||
    (found.status === 'removed' && !policy.findsRemoved) ||
    (found.kind !== 'iteration' && !policy.findsGroups);
  if (isHidden) throw notFound('iteration');
}
