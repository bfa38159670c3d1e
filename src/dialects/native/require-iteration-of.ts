import type { Actions, Caller } from '../../actions/index.ts';
import { noPrecondition } from '../../domain/precondition.ts';

/** Looks whether there is such an iteration for the caller, before anything of the request is found fault with. @throws Refusal not_found */
export async function requireIterationOf(actions: Actions, caller: Caller, id: number): Promise<void> {
  const policy = { findsRemoved: false, findsGroups: false };
  await actions.getIteration(caller, { iteration: { id }, precondition: noPrecondition, policy });
}
