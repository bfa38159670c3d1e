import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect } from 'vitest';
import { formOf, formType } from './form-of.ts';
import type { TestServer } from './open-test-server.ts';
import { useTeamPulse } from './use-teampulse.ts';

/** Sends files in TeamPulse's way to an item with a comment. */
export function useAttachments(test: () => TestServer) {
  const { send, projectId } = useTeamPulse(test);
  const home = { itemId: 0, commentId: 0 };

  const addItem = async (project: number) => {
    const { actions, admin } = test();
    const item = await actions.createItem(admin, { project: { id: project }, fields: { title: 'Task' } });
    const comment = await actions.addComment(admin, { item: { id: item.id }, text: 'See the picture' });
    return { itemId: item.id, commentId: comment.id };
  };
  beforeAll(async () => {
    Object.assign(home, await addItem(projectId()));
  });

  const upload = (
    body: Buffer | string,
    headers: Record<string, string> = {},
    query = '?type=TeamPulse',
    item = home.itemId,
  ) => send('POST', `workitems/${item}/attachments${query}`, body, { 'content-type': formType, ...headers });
  const attach = async (content: string | Buffer = 'hello', fileName = '"note.txt"', type?: string) => {
    const made = await upload(formOf({ fileName, content, ...(type === undefined ? {} : { type }) }));
    expect([made.status, made.text]).toEqual([201, expect.anything()]);
    return made.json();
  };
  /** The names of all files on the disk. */
  const files = () => {
    const folder = join(test().place.dataDir, 'files');
    return existsSync(folder)
      ? readdirSync(folder, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map(({ name }) => name)
          .sort()
      : [];
  };
  /** Sees to it that an attempt leaves neither a file nor a row. */
  const leavingNothing = async <T>(attempt: () => Promise<T>): Promise<T> => {
    const count = async () => (await send('GET', 'attachments?$top=0')).json().totalResults;
    const before = [files(), await count()];
    const result = await attempt();
    expect([files(), await count()]).toEqual(before);
    return result;
  };
  return { send, projectId, home, addItem, upload, attach, files, leavingNothing };
}
