import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { beforeAll, describe, expect, it } from 'vitest';
import { formOf, formType } from '../../../test/support/form-of.ts';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';
import { useAttachments } from '../../../test/support/use-attachments.ts';

describe.each(engines)('TeamPulse attachments on their way in, on %s', (engine) => {
  const test = useTestServer(engine);
  const { send, home, upload, files, leavingNothing } = useAttachments(test);
  let site = '';
  beforeAll(async () => {
    site = await test().server.listen({ host: '127.0.0.1', port: 0 });
  });

  it('come and go in pieces, however large', async () => {
    const content = Buffer.alloc(15 * 1024 * 1024, 'between-the-parts\r\n--between');
    const authorization = `WRAP access_token=${test().token}`;
    const form = formOf({ fileName: '"large.bin"', content });
    const pieces = new ReadableStream({
      start(controller) {
        for (let at = 0; at < form.length; at += 65_521) controller.enqueue(form.subarray(at, at + 65_521));
        controller.close();
      },
    });
    const made: any = await (
      await fetch(`${site}/api/v1/workitems/${home.itemId}/attachments`, {
        method: 'POST',
        headers: { authorization, 'content-type': formType },
        body: pieces,
        duplex: 'half',
      } as RequestInit)
    ).json();
    expect(made).toMatchObject({ size: content.length, friendlySize: '15 MB' });
    const saved = await fetch(made.downloadUrl, { headers: { authorization } });
    expect(saved.headers.get('content-length')).toBe(String(content.length));
    const hash = createHash('sha256');
    for await (const piece of saved.body ?? []) hash.update(piece);
    expect(hash.digest('hex')).toBe(createHash('sha256').update(content).digest('hex'));
    await send('DELETE', `attachments/${made.id}`);
  });

  it('leave nothing behind if the connection is cut in the middle', async () => {
    const form = formOf({ fileName: '"cut.bin"', content: 'x'.repeat(300_000) });
    await leavingNothing(async () => {
      const socket = connect(Number(new URL(site).port), '127.0.0.1');
      socket.write(
        `POST /api/v1/workitems/${home.itemId}/attachments HTTP/1.1\r\nHost: x\r\nAuthorization: WRAP access_token=${test().token}\r\n` +
          `Content-Type: ${formType}\r\nContent-Length: ${form.length}\r\n\r\n`,
      );
      socket.write(form.subarray(0, 200_000));
      await expect.poll(() => files().some((name) => name.endsWith('.part'))).toBe(true);
      socket.destroy();
      await expect.poll(() => files().some((name) => name.endsWith('.part'))).toBe(false);
    });
  });

  it('may be too large: the rest is passed over, and the answer comes', async () => {
    const url = `${site}/api/v1/workitems/${home.itemId}/attachments`;
    const headers = { authorization: `WRAP access_token=${test().token}`, 'content-type': formType };
    await leavingNothing(async () => {
      const justTooLarge = formOf({ fileName: '"a"', content: Buffer.alloc(20 * 1024 * 1024 + 1) });
      const refused = await fetch(url, { method: 'POST', headers, body: justTooLarge });
      expect([refused.status, await refused.json()]).toEqual([
        413,
        { Message: 'A file may hold at most 20971520 bytes.' },
      ]);
      const told = await upload('', { 'content-length': '99999999' });
      expect([told.status, told.json()]).toEqual([413, { Message: 'The body may hold at most 21233664 bytes.' }]);
    });
    // The largest that may be.
    const made: any = await (
      await fetch(url, {
        method: 'POST',
        headers,
        body: formOf({ fileName: '"a"', content: Buffer.alloc(20 * 1024 * 1024) }),
      })
    ).json();
    expect(made.size).toBe(20_971_520);
    await send('DELETE', `attachments/${made.id}`);
  });

  const required = { 'attachment.files': 'The field files is required.', Message: 'The request is invalid.' };
  const oneFile = {
    'attachment.files': 'A form holds one file, in the part named files.',
    Message: 'The request is invalid.',
  };
  const badName = {
    'attachment.name': 'The field name must be a file name of 1 to 255 characters, without a path.',
    Message: 'The request is invalid.',
  };
  const x = { fileName: '"x"', content: 'x' };
  it.each<[string, Buffer | string, object, number?, Record<string, string>?, string?]>([
    ['without a body', '', { Message: 'The form has no end.' }],
    [
      'without a form',
      '{}',
      { Message: 'The body must be multipart/form-data.' },
      415,
      { 'content-type': 'application/json' },
    ],
    [
      'without a boundary',
      'x',
      { Message: 'The type of the form does not say what stands between its parts.' },
      400,
      { 'content-type': 'multipart/form-data' },
    ],
    ['compressed', formOf(x), { Message: 'The body must not be compressed.' }, 415, { 'content-encoding': 'gzip' }],
    ['without a file', formOf({ name: 'files', content: 'x' }), required],
    ['without any part', formOf(), required],
    ['with a file in another part', formOf({ ...x, name: 'file' }), oneFile],
    ['with two files', formOf(x, x), oneFile],
    ['with a form that breaks off', formOf(x).subarray(0, -10), { Message: 'The form has no end.' }],
    ['with a path', formOf({ ...x, fileName: '"../x"' }), badName],
    ['with a path of Windows', formOf({ ...x, fileName: '"C:\\docs\\x.txt"' }), badName],
    ['with a folder for a name', formOf({ ...x, fileName: '".."' }), badName],
    ['with an empty name', formOf({ ...x, fileName: '""' }), badName],
    ['with a control in its name', formOf({ ...x, fileName: '"a\tb"' }), badName],
    ['with a long name', formOf({ ...x, fileName: `"${'ё'.repeat(256)}"` }), badName],
    [
      'with a bad comment and description',
      formOf(x, { name: 'commentId', content: 'x' }, { name: 'description', content: '\u0007' }),
      {
        'attachment.commentId': 'The field commentId must be an id.',
        'attachment.description': 'The field description must be a string with a maximum length of 4000.',
        Message: 'The request is invalid.',
      },
    ],
    [
      'of an unknown type',
      formOf(x),
      { type: 'The field type must be TeamPulse or Feedback.', Message: 'The request is invalid.' },
      400,
      {},
      '?Type=Picture',
    ],
  ])('%s are refused', async (_, body, said, status = 400, headers = {}, query = '?type=FeedbackPortal') => {
    const refused = await leavingNothing(() => upload(body, headers, query));
    expect([refused.status, refused.json()]).toEqual([status, said]);
  });
});
