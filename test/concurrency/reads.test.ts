import { describe, expect, it } from 'vitest';
import { engines } from '../support/open-test-app.ts';
import { useCloses } from '../support/use-closes.ts';

const times = <T>(count: number, deed: (index: number) => T): T[] => Array.from({ length: count }, (_, n) => deed(n));

describe.each(engines)('Reading while others write, on %s', (engine) => {
  const { ask, addProject, start, addItem, change } = useCloses(engine);

  it('answers figures that balance, whatever is written in between', async () => {
    const projectId = await addProject();
    const [sprint, next] = [await start(projectId, 'One'), await start(projectId, 'Two')];
    const items = await Promise.all(times(6, () => addItem(projectId, sprint)));
    const parts = [
      'figures',
      'burndown',
      'explain',
      'statements',
      'profiles?profiles=native,jira',
      'goal-odds',
      'flow',
    ];
    let isOver = false;
    const writer = async (index: number) => {
      const id = items[index]?.id ?? 0;
      for (let turn = 0; turn < 10; turn += 1) {
        await change(id, { estimate: turn }, { category: turn % 3 === 0 ? 'done' : 'in_progress' });
        if (turn % 4 === 0)
          await ask('POST', '/moves', { itemIds: [id], to: { iterationId: turn % 8 ? next : sprint } });
      }
    };
    const turner = async () => {
      for (const status of ['closed', 'active', 'closed', 'active', 'closed', 'active']) {
        await ask('PATCH', `/iterations/${sprint}`, { status }, { 'if-match': '*' });
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    };
    const trouble: unknown[] = [];
    const reader = async (part: string) => {
      while (!isOver) {
        const answer = await ask('GET', `/iterations/${sprint}/${part}`);
        if (answer.status !== 200) trouble.push([part, answer.status, answer.text]);
        // Without a network nothing else would have a turn.
        await new Promise(setImmediate);
      }
    };
    const readers = [...parts, 'figures'].map(reader);
    await Promise.all([...times(6, writer), turner()]);
    isOver = true;
    await Promise.all(readers);
    expect(trouble).toEqual([]);
  }, 60_000);
});
