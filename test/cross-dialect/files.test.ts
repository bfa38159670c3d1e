import { describe, expect, it } from 'vitest';
import { engines } from '../support/open-test-app.ts';
import { useTestServer } from '../support/open-test-server.ts';

describe.each(engines)('A file that TeamPulse keeps, on %s', (engine) => {
  const test = useTestServer(engine);

  it('is shown with its Kaiten card and its Tracker issue, there at an address that answers, and nowhere else', async () => {
    const { actions, admin, token, send } = test();
    const project = await actions.createProject(admin, { title: 'Alpha' });
    const [item, other] = [
      await actions.createItem(admin, { project: { id: project.id }, fields: { title: 'One' } }),
      await actions.createItem(admin, { project: { id: project.id }, fields: { title: 'Two' } }),
    ];
    const headers = { authorization: `OAuth ${token}`, 'x-org-id': '1', 'accept-language': 'en' };
    const get = (url: string) => send('GET', url, { headers });
    expect((await get(`/v3/issues/${item.key}?expand=attachments`)).json().attachments).toEqual([]);
    const body = '--b\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\nhello\r\n--b--\r\n';
    const attached = await send('POST', `/api/v1/workitems/${item.id}/attachments`, {
      body,
      headers: { authorization: `WRAP access_token=${token}`, 'content-type': 'multipart/form-data; boundary=b' },
    });
    expect(attached.status).toBe(201);
    const { id } = attached.json();
    const self = `http://timebox.test/v3/issues/${item.key}/attachments/${id}`;
    const named = { self, id: String(id), display: 'a.txt' };
    expect((await get(`/v3/issues/${item.key}?expand=attachments`)).json().attachments).toEqual([named]);
    const one = (await get(self.replace('http://timebox.test', ''))).json();
    expect(one).toEqual({
      self,
      id: String(id),
      name: 'a.txt',
      createdAt: expect.stringMatching(/\+0000$/),
      mimetype: expect.any(String),
      size: 5,
    });
    expect((await get(`/v3/issues/${item.key}/attachments/`)).json()).toEqual([one]);
    const card = async (of: number) =>
      (await send('GET', `/api/latest/cards/${of}`, { headers: { authorization: `Bearer ${token}` } })).json();
    expect((await card(item.id)).files).toEqual([
      {
        id,
        uid: expect.stringMatching(/^[\da-f-]{36}$/),
        card_id: item.id,
        comment_id: null,
        name: 'a.txt',
        description: null,
        url: null,
        size: 5,
        mime_type: expect.any(String),
        type: 1,
        external: false,
        card_cover: false,
        deleted: false,
        created: expect.stringMatching(/Z$/),
        updated: expect.stringMatching(/Z$/),
      },
    ]);
    expect((await card(other.id)).files).toEqual([]);
    for (const wrong of [
      `${other.key}/attachments/${id}`,
      `${item.key}/attachments/999`,
      `${item.key}/attachments/x`,
    ]) {
      expect((await get(`/v3/issues/${wrong}`)).json()).toEqual({
        errors: {},
        errorsData: {},
        errorMessages: ['Attachment does not exist.'],
        statusCode: 404,
      });
    }
  });
});
