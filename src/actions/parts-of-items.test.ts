import { describe, expect, it } from 'vitest';
import { engines, useTestApp } from '../../test/support/open-test-app.ts';

describe.each(engines)('Parts of items, on %s', (engine) => {
  const test = useTestApp(engine);

  it('are never above themselves, however deep', async () => {
    const { actions, admin } = test();
    const project = await actions.createProject(admin, { title: 'Parts' });
    const ids: number[] = [];
    for (let depth = 0; depth < 4; depth += 1) {
      const parent = ids.at(-1);
      const fields = { title: `Part ${depth}`, ...(parent === undefined ? {} : { parent: { id: parent } }) };
      ids.push((await actions.createItem(admin, { project: { id: project.id }, fields })).id);
    }
    const [top = 0, second = 0, , lowest = 0] = ids;
    const place = (id: number, parent: number | null) =>
      actions.changeItem(admin, { item: { id }, fields: { parent: parent === null ? null : { id: parent } } });
    const refused = { code: 'invalid', details: { field: 'parent' } };
    for (const parent of ids) await expect(place(top, parent)).rejects.toMatchObject(refused);
    await expect(place(second, lowest)).rejects.toMatchObject(refused);
    await place(second, null);
    expect(await place(top, lowest)).toMatchObject({ parentId: lowest });
    await actions.changeItem(admin, { item: { id: second }, fields: { condition: 'deleted' } });
    await expect(place(top, second)).rejects.toMatchObject(refused);
  });
});
