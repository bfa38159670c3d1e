import { beforeAll, describe, expect, it } from 'vitest';
import { formOf } from '../../../test/support/form-of.ts';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';
import { useAttachments } from '../../../test/support/use-attachments.ts';

const x = { fileName: '"x"', content: 'x' };

describe.each(engines)('TeamPulse attachments on %s', (engine) => {
  const test = useTestServer(engine);
  const { send, projectId, home, addItem, upload, attach, leavingNothing } = useAttachments(test);
  let hidden: { itemId: number; commentId: number };
  beforeAll(async () => {
    hidden = await addItem((await test().actions.createProject(test().admin, { title: 'Hidden' })).id);
  });
  const bytesAt = async (url: string, headers: Record<string, string> = {}) => {
    const authorization = `WRAP access_token=${test().token}`;
    return test().server.inject({ method: 'GET', url, headers: { host: 'timebox.test', authorization, ...headers } });
  };

  it('are sent, shown, listed, described and deleted', async () => {
    test().setClock(Date.parse('2026-03-02T10:11:12.345Z'));
    const made = await upload(formOf({ fileName: '"a note.txt"', type: 'text/plain', content: 'hello' }));
    test().setClock(null);
    const { id } = made.json();
    const whole = {
      id,
      projectId: projectId(),
      workItemId: home.itemId,
      commentId: null,
      name: 'a note.txt',
      size: 5,
      friendlySize: '5 bytes',
      url: `http://timebox.test/api/v1/attachments/${id}/content`,
      downloadUrl: `http://timebox.test/api/v1/attachments/${id}/download`,
      type: 'TeamPulse',
      description: null,
      createdBy: 'Admin of acme',
      createdAt: '2026-03-02T10:11:12',
      lastModifiedBy: 'Admin of acme',
      lastModifiedAt: '2026-03-02T10:11:12',
    };
    expect([made.status, made.json()]).toEqual([201, whole]);
    expect(made.headers).toMatchObject({ location: `http://timebox.test/api/v1/attachments/${id}`, etag: '"1"' });
    expect((await send('GET', `attachments/${id}`)).json()).toEqual(whole);
    for (const list of ['attachments', `workitems/${home.itemId}/attachments`]) {
      const { results, totalResults, top } = (await send('GET', list)).json();
      expect([totalResults, top]).toEqual([results.length, results.length]);
      expect(results).toContainEqual(whole);
    }
    expect(
      (await send('GET', `attachments?$filter=name eq 'a note.txt' and size lt 6&$select=friendlySize`)).json(),
    ).toEqual({
      totalResults: 1,
      top: 1,
      results: [{ id, friendlySize: '5 bytes' }],
    });

    const described = await send('PUT', `attachments/${id}`, {
      ...whole,
      name: 'other',
      size: 7,
      description: 'A\nnote',
    });
    expect(described.status).toBe(200);
    expect(described.json()).toMatchObject({ ...whole, description: 'A\nnote', lastModifiedAt: expect.anything() });
    const long = await send('PUT', `attachments/${id}`, { description: 'x'.repeat(4001) });
    expect([long.status, long.json()]).toEqual([
      400,
      {
        'attachment.description': 'The field description must be a string with a maximum length of 4000.',
        Message: 'The request is invalid.',
      },
    ]);
    expect((await send('PUT', `attachments/${id}`, {}, { 'if-match': '"1"' })).status).toBe(412);

    const gone = await send('DELETE', `attachments/${id}`);
    expect([gone.status, gone.text]).toEqual([200, '']);
    for (const path of [`attachments/${id}`, `attachments/${id}/content`, `attachments/${id}/download`]) {
      const missing = await send('GET', path);
      expect([missing.status, missing.json()]).toEqual([404, { Message: 'Attachment not found.' }]);
    }
  });

  it('belong to a comment if the form says so, and are hidden with it', async () => {
    const { id: comment } = await test().actions.addComment(test().admin, { item: { id: home.itemId }, text: 'Look' });
    const made = await upload(
      formOf(
        { name: 'commentId', content: String(comment) },
        { fileName: '"a.png"', content: 'png' },
        { name: 'description', content: 'A picture' },
      ),
    );
    expect(made.json()).toMatchObject({ commentId: comment, description: 'A picture' });
    expect((await send('GET', `comments/${comment}/attachments`)).json().results).toEqual([made.json()]);
    expect((await send('GET', `comments/${home.commentId}/attachments`)).json().results).toEqual([]);
    for (const other of [hidden.commentId, 999_999]) {
      const refused = await leavingNothing(() =>
        upload(formOf({ name: 'commentId', content: String(other) }, { fileName: '"a"', content: 'x' })),
      );
      expect([refused.status, refused.json()]).toEqual([
        400,
        { 'attachment.commentId': 'There is no such comment here.', Message: 'The request is invalid.' },
      ]);
    }
    await test().actions.removeComment(test().admin, { item: { id: home.itemId }, commentId: comment });
    expect((await send('GET', `attachments/${made.json().id}`)).status).toBe(404);
    const missing = await send('GET', `comments/${comment}/attachments`);
    expect([missing.status, missing.json()]).toEqual([404, { Message: 'Comment not found.' }]);
  });

  it.each([
    ['"plain.txt"', 'plain.txt', 'filename="plain.txt"; filename*=UTF-8\'\'plain.txt'],
    [
      '"say %22hi%22; 100%.txt"',
      'say "hi"; 100%.txt',
      'filename="say _hi_; 100_.txt"; filename*=UTF-8\'\'say%20%22hi%22%3B%20100%25.txt',
    ],
    [
      '"Отчёт (1)\'*.txt"',
      "Отчёт (1)'*.txt",
      "filename=\"_____ (1)'*.txt\"; filename*=UTF-8''%D0%9E%D1%82%D1%87%D1%91%D1%82%20%281%29%27%2A.txt",
    ],
    ['"🙂.txt"', '🙂.txt', 'filename="__.txt"; filename*=UTF-8\'\'%F0%9F%99%82.txt'],
  ])('keep the name %s, and say it in full to whoever saves them', async (sent, name, disposition) => {
    const made = await attach('x', sent);
    expect(made.name).toBe(name);
    const { headers } = await bytesAt(made.downloadUrl);
    expect(headers['content-disposition']).toBe(`attachment; ${disposition}`);
  });

  it('are saved, and shown only if they are pictures; nothing in them runs', async () => {
    const safe = {
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'content-length': '3',
    };
    const page = await attach('<p>', '"a.html"', 'text/html');
    const script = await attach('<p>', '"a.svg"', 'image/svg+xml');
    const picture = await attach('png', '"a.PNG"');
    const unknown = await attach('<p>', '"a.constructor"');
    const called = await attach('gif', '"a"', 'image/gif; x=y');
    for (const { url, downloadUrl } of [page, script, picture, called, unknown]) {
      const saved = await bytesAt(downloadUrl);
      expect(saved.statusCode).toBe(200);
      expect(saved.headers).toMatchObject({ ...safe, 'content-type': 'application/octet-stream' });
      expect(saved.headers['content-disposition']).toMatch(/^attachment;/);
      expect((await bytesAt(url)).headers).toMatchObject(safe);
    }
    const shown = async ({ url }: { url: string }) => {
      const { headers, body } = await bytesAt(url);
      return [headers['content-type'], String(headers['content-disposition']).split(';')[0], body];
    };
    expect(await shown(page)).toEqual(['application/octet-stream', 'attachment', '<p>']);
    expect(await shown(script)).toEqual(['application/octet-stream', 'attachment', '<p>']);
    expect(await shown(picture)).toEqual(['image/png', 'inline', 'png']);
    expect(await shown(called)).toEqual(['image/gif', 'inline', 'gif']);
    const first = await bytesAt(picture.url);
    const again = await bytesAt(picture.url, { 'if-none-match': String(first.headers.etag) });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    const head = await test().server.inject({
      method: 'HEAD',
      url: picture.url,
      headers: { authorization: `WRAP access_token=${test().token}` },
    });
    expect([head.statusCode, head.headers['content-length'], head.body]).toEqual([200, '3', '']);
    const post = await send('POST', `attachments/${picture.id}/content`);
    expect([post.status, post.headers.allow]).toEqual([405, 'GET, HEAD']);
  });

  it('are out of reach for whoever sees no such item, and before anything is read for whoever may not write', async () => {
    const made = await attach();
    const { addOrganization, addPerson, actions, admin } = test();
    const { token: stranger } = await addOrganization(`other-${engine}`);
    const { token: viewer } = await addPerson('viewer', 'viewer');
    const { token: reader } = await addPerson('reader', 'member', 'read');
    const { token: guest } = await addPerson('guest', null);
    const { id: otherProject } = await actions.createProject(admin, { title: 'Guests' });
    await actions.setProjectRole(admin, { login: 'guest', projectId: otherProject, role: 'member' });
    const as = (token: string) => ({ authorization: `WRAP access_token=${token}` });
    const form = formOf(x);
    for (const token of [stranger, guest]) {
      const refused = await leavingNothing(() => upload(form, as(token)));
      expect([refused.status, refused.json()]).toEqual([404, { Message: 'Item not found.' }]);
      for (const path of ['', '/content', '/download']) {
        expect((await send('GET', `attachments/${made.id}${path}`, undefined, as(token))).status).toBe(404);
      }
      expect((await send('PUT', `attachments/${made.id}`, {}, as(token))).status).toBe(404);
      expect((await send('DELETE', `attachments/${made.id}`, undefined, as(token))).status).toBe(404);
      expect((await send('GET', `comments/${home.commentId}/attachments`, undefined, as(token))).status).toBe(404);
      expect((await send('GET', 'attachments', undefined, as(token))).json().totalResults).toBe(0);
    }
    for (const token of [viewer, reader]) {
      // The body is no form at all, and nobody looks.
      const refused = await leavingNothing(() => upload('{', { ...as(token), 'content-type': 'garbage' }));
      expect(refused.status).toBe(403);
      expect((await send('GET', `attachments/${made.id}/content`, undefined, as(token))).text).toBe('hello');
      expect((await send('DELETE', `attachments/${made.id}`, undefined, as(token))).status).toBe(403);
    }
    expect((await upload(form, { authorization: '' })).status).toBe(401);
    expect((await upload(form, {}, '', 999_999)).status).toBe(404);
    expect((await upload('{', { 'content-type': 'garbage' })).status).toBe(415);
  });

  it('are sent once by a request that is sent twice, whatever stands between its parts', async () => {
    const key = { 'idempotency-key': `upload-${engine}` };
    const first = await upload(formOf({ fileName: '"once.txt"', content: 'once' }), key);
    const form = formOf({ fileName: '"once.txt"', content: 'once' })
      .toString()
      .replaceAll('between-the-parts', 'other');
    const again = await upload(form, { ...key, 'content-type': 'multipart/form-data; boundary=other' });
    expect([again.status, again.json()]).toEqual([201, first.json()]);
    expect(again.headers['idempotency-replayed']).toBe('true');
    const other = await upload(formOf({ fileName: '"once.txt"', content: 'twice' }), key);
    expect(other.status).toBe(422);
  });

  it('are told to who listens, and are gone with their item', async () => {
    const { itemId: doomed } = await addItem(projectId());
    const made = (await upload(formOf(x), {}, '', doomed)).json();
    expect(test().heard.at(-1)).toMatchObject({
      kind: 'attachment.created',
      projectId: projectId(),
      data: { id: made.id, itemId: doomed },
    });
    await test().actions.changeItem(test().admin, { item: { id: doomed }, fields: { condition: 'deleted' } });
    expect((await send('GET', `attachments/${made.id}/content`)).status).toBe(404);
    expect((await upload(formOf(x), {}, '', doomed)).status).toBe(404);
  });
});
