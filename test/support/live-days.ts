import { startOfUtcDay } from '../../src/domain/days.ts';
import type { TestApp } from './open-test-app.ts';

/** Items that a team did on ten working days, two weeks from Monday 9 March 2026 on: the sample of the worked figures. */
export const tenDays = [0, 1, 0, 2, 1, 0, 3, 1, 0, 2] as const;

const days = [9, 10, 11, 12, 13, 16, 17, 18, 19, 20] as const;

/** Nine in the morning, or another hour, of a day of March 2026, UTC. */
export function march(day: number, hour = 9): number {
  return startOfUtcDay(`2026-03-${String(day).padStart(2, '0')}`) + hour * 3_600_000;
}

/** A project in which items were done on those ten days; its clock then stands at nine in the morning of the 23rd. */
export async function liveTenDays(test: TestApp, title: string, counts: readonly number[] = tenDays): Promise<number> {
  const { actions, admin } = test;
  test.setClock(march(9, 8));
  const { id } = await actions.createProject(admin, { title });
  for (const [index, count] of counts.entries()) {
    test.setClock(march(days[index] ?? 20));
    await finishItems(test, id, count);
  }
  test.setClock(march(23));
  return id;
}

/** Makes so many items of a project that are done at once. */
export async function finishItems({ actions, admin }: TestApp, projectId: number, count: number): Promise<void> {
  for (let done = 0; done < count; done += 1) {
    await actions.createItem(admin, {
      project: { id: projectId },
      fields: { title: 'Done' },
      to: { category: 'done' },
    });
  }
}
