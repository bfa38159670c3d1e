import { readdirSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { engines, useTestApp } from '../../test/support/open-test-app.ts';
import { openToWrite } from '../../test/support/open-to-write.ts';
import { fileFindings } from '../cli/examine.ts';
import { mostFilesOfItem } from '../domain/attachment.ts';
import { checkFiles } from './check-files.ts';
import { bindOperations } from './operations.ts';

const dayMs = 24 * 3_600_000;

async function* bytes(...pieces: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) yield Buffer.from(piece);
}

describe.each(engines)('The files of attachments, on %s', (engine) => {
  const test = useTestApp(engine);
  let itemId = 0;
  const told = { name: 'a.txt', mediaType: 'text/plain', description: null, commentId: null };
  const attach = (content: AsyncIterable<Uint8Array> = bytes('one'), item = itemId) =>
    test().actions.files.attach(test().admin, {
      itemId: item,
      receive: async (keep) => {
        await keep(content);
        return told;
      },
    });
  const folder = () => join(test().place.dataDir, 'files');
  const paths = () =>
    readdirSync(folder(), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  const pathOf = (uid: string) => paths().find((path) => path.endsWith(uid)) ?? '';
  const check = (later = 0) => checkFiles(test().app.read, test().place.dataDir, Date.now() + later);
  const newItem = async () => {
    const { actions, admin } = test();
    const { id: projectId } = await actions.createProject(admin, { title: 'Shop' });
    return (await actions.createItem(admin, { project: { id: projectId }, fields: { title: 'Task' } })).id;
  };

  beforeAll(async () => {
    itemId = await newItem();
  });

  it('lie in a folder of their organization, by the first digits of their names', async () => {
    const { uid, hash } = await attach(bytes('o', 'ne'));
    const { rows } = { rows: await test().app.read.selectFrom('organization').select('uid').execute() };
    expect(pathOf(uid)).toBe(join(folder(), rows[0]?.uid ?? '', uid.slice(0, 2), uid));
    expect(hash).toBe('7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed');
    expect(await check(2 * dayMs)).toEqual([]);
  });

  it('are removed with whatever else belongs to nothing once a day has passed', async () => {
    const { id, uid } = await attach();
    const kept = await attach();
    const path = pathOf(uid);
    await test().actions.removeAttachment(test().admin, { id });
    const sweep = () => bindOperations(test().app).sweepFiles();
    expect(await sweep()).toBe(0);
    expect(await check()).toEqual([]);
    expect(await check(dayMs + 60_000)).toEqual([
      { organization: 'acme', fault: 'stray', name: uid, attachmentId: null },
    ]);
    expect(await fileFindings(test().app.read, test().place.dataDir, Date.now() + 2 * dayMs)).toEqual([
      { level: 'ok', text: 'every attachment has its file' },
      { level: 'ok', text: '1 files belong to nothing; the server removes them' },
    ]);
    expect(paths()).toContain(path);
    test().setClock(Date.now() + dayMs + 60_000);
    expect(await sweep()).toBe(1);
    test().setClock(null);
    expect(paths()).not.toContain(path);
    expect(pathOf(kept.uid)).not.toBe('');
  });

  it('are missed by the doctor when they are gone or cut short', async () => {
    const [gone, short] = [await attach(), await attach()];
    rmSync(pathOf(gone.uid));
    truncateSync(pathOf(short.uid), 1);
    const faults = await check();
    expect(faults).toHaveLength(2);
    expect(faults).toEqual(
      expect.arrayContaining([
        { organization: 'acme', fault: 'missing', name: gone.uid, attachmentId: gone.id },
        { organization: 'acme', fault: 'other size', name: short.uid, attachmentId: short.id },
      ]),
    );
    const findings = await fileFindings(test().app.read, test().place.dataDir, Date.now());
    expect(findings.map(({ level }) => level)).toEqual(['fail', 'fail', 'fail']);
    expect(findings.at(-1)).toMatchObject({ text: '2 files are missing or damaged', fix: expect.any(String) });
    // Neither is handed out as if it were whole.
    await expect(test().actions.files.open(test().admin, gone)).rejects.toThrow('ENOENT');
    await expect(test().actions.files.open(test().admin, short)).rejects.toThrow('should have 3');
    for (const { id } of [gone, short]) await test().actions.removeAttachment(test().admin, { id });
    expect(await check()).toEqual([]);
  });

  it('leave nothing when what brings them fails', async () => {
    const before = paths();
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('half');
      throw new Error('cut');
    }
    await expect(attach(broken())).rejects.toThrow('cut');
    await expect(
      test().actions.files.attach(test().admin, { itemId, receive: async () => told }),
    ).rejects.toMatchObject({ code: 'malformed_body' });
    expect(paths()).toEqual(before);
  });

  it('are so many and no more for each item, and the next is not even read', async () => {
    const item = await newItem();
    const { id } = await attach(bytes('first'), item);
    const { read } = test().app;
    const row = await read.selectFrom('attachment').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    const { db, close } = await openToWrite(test());
    const more = Array.from({ length: mostFilesOfItem - 2 }, (_, number) => ({
      ...row,
      id: 100_000 + number,
      uid: `none ${number}`,
    }));
    await db.insertInto('attachment').values(more.slice(0, 250)).execute();
    await db.insertInto('attachment').values(more.slice(250)).execute();
    await attach(bytes('last'), item);
    let isAsked = false;
    const refused = test().actions.files.attach(test().admin, {
      itemId: item,
      receive: async () => {
        isAsked = true;
        return told;
      },
    });
    await expect(refused).rejects.toMatchObject({ code: 'invalid', message: 'An item has at most 500 files' });
    expect(isAsked).toBe(false);
    await db.deleteFrom('attachment').where('id', '>=', 100_000).execute();
    await close();
  });
});
