import { describe, expect, it } from 'vitest';
import { findBarriers } from './open-browser.ts';
import { sticksOut, usePages } from './use-pages.ts';

describe('The pages, whatever the circumstances,', () => {
  const { test, plan, base, proxy, visit } = usePages({}, { path: '/timebox', strips: false });
  const project = () => `/p/${plan().projectKey}`;
  const scheme = 'data-mantine-color-scheme';

  it('are dark when the system is, until somebody chooses for good', async () => {
    const { context, page } = await visit(`${project()}/activity`, { colorScheme: 'dark' });
    const root = page.locator('html');
    await page.getByRole('heading', { level: 1, name: 'Activity' }).waitFor();
    expect(await root.getAttribute(scheme)).toBe('dark');
    await page.emulateMedia({ colorScheme: 'light' });
    await expect.poll(() => root.getAttribute(scheme)).toBe('light');
    await page.getByRole('button', { name: 'Dark colours' }).click();
    await expect.poll(() => root.getAttribute(scheme)).toBe('dark');
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Activity' }).waitFor();
    expect(await root.getAttribute(scheme)).toBe('dark');
    await context.close();
  });

  it('do not move for whoever asks for that', async () => {
    const { context, page } = await visit(`${project()}/planning`);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.getByRole('region', { name: 'Backlog', exact: true }).waitFor();
    const moving = await page.evaluate(
      () =>
        [...document.querySelectorAll('*')].filter((each) => {
          const { transitionDuration, animationName, animationDuration } = getComputedStyle(each);
          const isAnimated = animationName !== 'none' && Number.parseFloat(animationDuration) > 0.01;
          return isAnimated || transitionDuration.split(',').some((duration) => Number.parseFloat(duration) > 0.01);
        }).length,
    );
    expect(moving).toBe(0);
    await context.close();
  });

  it('tell what is chosen in the colours of the system as well', async () => {
    const { context, page } = await visit('/me/preferences');
    await page.emulateMedia({ forcedColors: 'active' });
    const shown = (selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((found) => getComputedStyle(found).backgroundColor);
    await page.getByRole('switch').first().waitFor();
    const [chosen, other] = ['.mantine-SegmentedControl-label[data-active]', '.mantine-SegmentedControl-label'];
    expect(await shown(chosen)).not.toBe(await shown(`${other}:not([data-active])`));
    const on = await shown('.mantine-Switch-track');
    await page.getByRole('switch').first().click();
    await expect.poll(() => shown('.mantine-Switch-track')).not.toBe(on);
    await context.close();
  });

  it.each(['timeline', 'planning', 'velocity', 'activity', 'settings'])(
    'can be read at twice the size: %s',
    async (place) => {
      // What a window of 1440 by 900 has room for, at 200 %.
      const { context, page } = await visit(`${project()}/${place}`, { width: 720 });
      await page.setViewportSize({ width: 720, height: 450 });
      await page.locator('main h1, main section').first().waitFor();
      expect(await sticksOut(page)).toBeLessThanOrEqual(0);
      await context.close();
    },
  );

  it('are told once of what happened while the line was cut', async () => {
    const { context, page } = await visit('/projects');
    await page.addInitScript(() => {
      const ids: string[] = [];
      Object.assign(globalThis, { heardIds: ids });
      const { EventSource: Source } = globalThis;
      globalThis.EventSource = class extends Source {
        constructor(...given: ConstructorParameters<typeof Source>) {
          super(...given);
          this.addEventListener('message', ({ lastEventId }) => ids.push(lastEventId));
        }
      };
    });
    await page.goto(`${base()}${project()}/planning`);
    await page.getByRole('img', { name: 'Live' }).waitFor();
    const { actions, admin } = test();
    const { id } = await actions.getProject(admin, { key: plan().projectKey });
    const add = (title: string) => actions.createItem(admin, { project: { id }, fields: { title } });
    const card = (title: string) => page.getByRole('button', { name: new RegExp(` ${title}$`) });
    await add('Before it');
    await card('Before it').waitFor();
    proxy().cut(true);
    await page.getByRole('img', { name: 'Reconnecting…' }).waitFor();
    await add('Meanwhile');
    proxy().cut(false);
    await page.getByRole('img', { name: 'Live' }).waitFor();
    await card('Meanwhile').waitFor();
    await add('After it');
    await card('After it').waitFor();
    const heard = await page.evaluate(() => (globalThis as unknown as { heardIds: string[] }).heardIds);
    expect(heard).toHaveLength(3);
    expect(new Set(heard).size).toBe(3);
    await context.close();
  });

  it.each([
    { locale: 'en', colorScheme: 'dark', width: 1440 },
    { locale: 'ru', colorScheme: 'light', width: 390 },
  ] as const)('say that the server is away, or that something is not there, in $locale', async (seat) => {
    const isRussian = seat.locale === 'ru';
    const { context, page } = await visit(`${project()}/activity`, seat);
    await page.locator('.happening').first().waitFor();
    proxy().cut(true);
    await page.getByRole('combobox').first().selectOption({ index: 2 });
    const away = page.getByText(isRussian ? 'Сервер не ответил.' : 'The server did not answer.');
    await away.waitFor();
    expect([await findBarriers(page), await sticksOut(page)]).toEqual([[], 0]);
    await page
      .locator('.away-bar')
      .getByText(isRussian ? 'Нет связи с сервером.' : 'No connection')
      .waitFor();
    expect(await sticksOut(page)).toBe(0);
    proxy().cut(false);
    await page.getByRole('button', { name: isRussian ? 'Повторить' : 'Try again' }).click();
    await away.waitFor({ state: 'detached' });
    await expect.poll(() => page.locator('.away-bar').innerText(), { timeout: 10_000 }).toBe('');
    for (const path of ['/p/NOWHERE/timeline', '/no/such/page', `${project()}/iterations/999999`]) {
      await page.goto(base() + path);
      await page.getByRole('heading', { level: 1, name: isRussian ? 'Здесь ничего нет' : 'Nothing is here' }).waitFor();
      expect([path, await findBarriers(page), await sticksOut(page)]).toEqual([path, [], 0]);
    }
    await context.close();
  });

  it('say that a page could not be fetched, and fetch it once the server is there again', async () => {
    const { context, page } = await visit('/me/tokens');
    await page.getByRole('heading', { level: 1, name: 'API tokens' }).waitFor();
    proxy().cut(true);
    await page.getByRole('link', { name: 'Preferences' }).click();
    await page.getByRole('heading', { level: 1, name: 'This page could not be loaded' }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    const again = page.getByRole('button', { name: 'Try again' });
    await again.click();
    await page.getByText('The server did not answer.').waitFor();
    proxy().cut(false);
    await again.click();
    await page.getByRole('heading', { level: 1, name: 'Preferences' }).waitFor();
    expect(page.url()).toMatch(/\/me\/preferences$/);
    await context.close();
  });

  it('show markup in names as the text that it is, everywhere', async () => {
    const { actions, admin, token } = test();
    const markup = `<img src=x onerror="document.title='hacked'"><script>document.title='hacked'</script>`;
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const post = async (path: string, body: object) => {
      const answer = await test().send('POST', path, { headers, body });
      expect(answer.status).toBe(201);
      return answer.json();
    };
    const { id, key } = await post('/native/v1/projects', { title: `P ${markup}`, description: markup });
    const iteration = await post(`/native/v1/projects/${id}/iterations`, {
      title: `I ${markup}`,
      goal: markup,
      start: '2026-01-05',
      end: '2026-01-16',
    });
    const item = await post(`/native/v1/projects/${id}/items`, {
      title: `=1+1 ${markup}`,
      estimate: 3,
      iterationId: iteration.id,
    });
    await actions.changeIteration(admin, {
      iteration: { id: iteration.id },
      precondition: { kind: 'any' },
      fields: {},
      status: 'active',
      policy: {
        moves: { planned: ['active'] },
        refuseRepeatedClose: true,
        fixedWhenClosed: [],
        endAfterStart: 'day',
        findsRemoved: false,
        findsGroups: false,
      },
    });
    const { context, page, complaints } = await visit('/projects', {}, plan().adminLogin);
    const places = ['timeline', 'planning', 'velocity', 'activity', 'settings', `iterations/${iteration.id}?tab=items`];
    for (const path of [
      '/projects',
      ...places.map((place) => `/p/${key}/${place}`),
      `/p/${key}/planning?item=${item.id}`,
    ]) {
      await page.goto(base() + path);
      await page.getByText('onerror=').first().waitFor({ state: 'attached' });
      const injected = await page.locator('img[src="x"]').count();
      expect([path, injected, (await page.title()).startsWith('hacked')]).toEqual([path, 0, false]);
    }
    const feed = (await test().send('PUT', `/native/v1/projects/${id}/feed`, { headers })).json();
    const secret = /(\w+)\.ics$/.exec(feed.url)?.[1];
    const chart = await test().send('GET', `/native/v1/feeds/${secret}/iterations/${iteration.id}/burndown.svg`);
    expect([chart.status, /<script|<img/.test(chart.text)]).toEqual([200, false]);
    const calendar = await test().send('GET', `/native/v1/feeds/${secret}.ics`);
    expect(calendar.text.replaceAll('\r\n ', '')).toContain(`SUMMARY:I ${markup}`);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('say everything in Russian to whoever reads that, and fit a telephone with it', async () => {
    const { context, page } = await visit('/projects', { locale: 'ru', width: 390 }, plan().adminLogin);
    const ofProject = ['timeline', 'planning', 'velocity', 'activity', 'settings', `iterations/${plan().active.id}`];
    for (const path of [
      '/projects',
      '/me/preferences',
      '/me/tokens',
      ...ofProject.map((each) => `${project()}/${each}`),
    ]) {
      await page.goto(base() + path);
      await page.locator('main h1, main section').first().waitFor();
      await expect.poll(() => page.locator('main [role=status][aria-label]').count()).toBe(0);
      // A key that has no words stands for itself.
      const text = await page.locator('body').innerText();
      expect([path, /(^|\s)[a-z]+(\.[a-z]+[A-Za-z_]*)+(\s|$)/.exec(text)?.[0], await sticksOut(page)]).toEqual([
        path,
        undefined,
        0,
      ]);
    }
    await page.goto(`${base()}${project()}/settings/calendar`);
    await page.getByRole('textbox', { name: 'День' }).click();
    const month = page.getByRole('button', { name: /^[а-я]+ \d{4}$/i });
    const before = await month.innerText();
    await page.getByRole('button', { name: 'Следующий месяц' }).click();
    await expect.poll(() => month.innerText()).not.toBe(before);
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole('button', { name: /^15 [а-я]+ \d{4}$/ }).click();
    expect(await page.getByRole('textbox', { name: 'День' }).inputValue()).toMatch(/^15\.\d\d\.\d{4}$/);
    await context.close();
  });
});
