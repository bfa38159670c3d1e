import { noPrecondition } from '../../src/domain/precondition.ts';
import type { TestApp } from './open-test-app.ts';
import { anyChange } from './play-sprint-12.ts';

const anyPlace = { findsRemoved: false, findsGroups: false, leaves: 'same board', takesForeign: false } as const;

/** Plans an iteration of a project and enters new items with these estimates into it. */
export async function planIteration(
  { actions, admin }: TestApp,
  projectId: number,
  title: string,
  estimates: readonly number[],
  days?: { readonly start: string; readonly end: string },
): Promise<{ readonly id: number; readonly itemIds: readonly number[] }> {
  const { start = '2026-03-02', end = '2026-03-13' } = days ?? {};
  const { id } = await actions.createIteration(admin, {
    home: { projectId },
    title,
    fields: { start: { day: start, at: null }, end: { day: end, at: null } },
    policy: anyChange,
  });
  const itemIds: number[] = [];
  for (const [index, estimate] of estimates.entries()) {
    const fields = { title: `${title} ${index}`, estimate };
    const item = await actions.createItem(admin, { project: { id: projectId }, fields });
    await actions.enterIteration(admin, { item: { id: item.id }, iteration: { id }, policy: anyPlace });
    itemIds.push(item.id);
  }
  return { id, itemIds };
}

/** A minute later each time: what is done in the instant of the start was done on arrival. */
export function tick(test: TestApp): void {
  test.setClock(test.app.now() + 60_000);
}

/** Starts or closes an iteration, a minute later. */
export async function setStatus(test: TestApp, id: number, status: 'active' | 'closed'): Promise<void> {
  tick(test);
  const { actions, admin } = test;
  const change = { iteration: { id }, precondition: noPrecondition, fields: {}, status, policy: anyChange };
  await actions.changeIteration(admin, change);
}

/** Lives an iteration through, with a commitment of which the first item is done, and answers its number. */
export async function liveIteration(
  test: TestApp,
  projectId: number,
  title: string,
  estimates: readonly number[],
): Promise<number> {
  const { id, itemIds } = await planIteration(test, projectId, title, estimates);
  await setStatus(test, id, 'active');
  tick(test);
  for (const item of itemIds.slice(0, 1)) {
    await test.actions.changeItem(test.admin, { item: { id: item }, fields: {}, to: { category: 'done' } });
  }
  await setStatus(test, id, 'closed');
  return id;
}
