import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { passwordHash } from '../../src/actions/secrets.ts';
import { usePages } from './use-pages.ts';

/** What a control is called that changes something for others than oneself. */
const changes =
  /^(New|Edit|Delete|Save$|Move|Start|Close|Add a|Remove|Change the|Invite|Plan|Restate|Actions for|Choose|Open again|Work of|Switch|Own working|Role of|Iterations are made)/;

/** The pages of a project, and whom they let change something: nobody, whoever plans, or its administrators alone. */
const pages = [
  ['timeline', 'planner'],
  ['planning', 'planner'],
  ['iterations/{active}', 'planner'],
  ['iterations/{active}?tab=items', 'planner'],
  ['iterations/{active}?tab=capacity', 'planner'],
  ['iterations/{planned}', 'planner'],
  ['releases/{release}', 'planner'],
  ['velocity', 'planner'],
  ['activity', 'nobody'],
  ['settings', 'admin'],
  ['settings/cadence', 'planner'],
  ['settings/rules', 'admin'],
  ['settings/policies', 'planner'],
  ['settings/calendar', 'planner'],
  ['settings/team', 'planner'],
  ['settings/statuses', 'nobody'],
  ['settings/programs', 'nobody'],
  ['settings/members', 'admin'],
  ['settings/webhooks', 'admin'],
] as const;
const allowed = { viewer: ['nobody'], member: ['nobody', 'planner'] } as const;

describe('Pages for those who may not change everything', () => {
  const { test, plan, base, visit, signIn } = usePages();
  beforeAll(async () => {
    const { actions, admin } = test();
    const hash = await passwordHash(plan().password);
    await actions.createPerson(admin, {
      login: 'vera',
      name: 'Vera',
      email: null,
      passwordHash: hash,
      role: 'viewer',
    });
  });

  /** What can be pressed or chosen on the page and would change something. */
  async function offered(page: Page, path: string): Promise<readonly string[]> {
    const { parentId } = await test().actions.getIteration(test().admin, {
      iteration: { id: plan().active.id },
      precondition: { kind: 'none' },
      policy: { findsRemoved: false, findsGroups: false },
    });
    const known = { active: plan().active.id, planned: plan().planned.id, release: parentId };
    const filled = path.replace(/{(\w+)}/, (_, name: keyof typeof known) => String(known[name]));
    await page.goto(`${base()}/p/${plan().projectKey}/${filled}`);
    await page.locator('main h1').waitFor();
    await page.waitForLoadState('networkidle');
    const names = await page.evaluate(() =>
      [
        ...document.querySelectorAll<HTMLButtonElement | HTMLInputElement | HTMLSelectElement>(
          'main :is(button, input, select)',
        ),
      ]
        .filter((each) => each.checkVisibility() && !each.matches(':disabled, [readonly]'))
        .map((each) => (each.ariaLabel ?? each.labels?.[0]?.innerText ?? each.innerText).trim()),
    );
    return names.filter((name) => changes.test(name));
  }

  it.each([
    ['viewer', 'vera'],
    ['member', 'anna'],
  ] as const)(
    'offer a %s only what would not be refused',
    async (role, login) => {
      const { context, page, complaints } = await visit('/projects', {}, login);
      for (const [path, who] of pages) {
        const isAllowed = allowed[role].some((each) => each === who);
        const found = await offered(page, path);
        // Where something is allowed, something is offered: the list of names above is one that can find it.
        expect([path, found.length > 0, found]).toEqual([path, isAllowed && who !== 'nobody', found]);
      }
      expect(complaints).toEqual([]);
      await context.close();
    },
    90_000,
  );

  it('are closed to whoever is switched off, who is told so at the door', async () => {
    const { actions, admin } = test();
    const { context, page } = await visit(`/p/${plan().projectKey}/velocity`, {}, 'vera');
    await page.locator('main h1').waitFor();
    const vera = (await actions.listPeople(admin)).find(({ login }) => login === 'vera');
    await actions.changePerson(admin, { personId: vera?.id ?? 0, isActive: false });
    await page.reload();
    await signIn(page, 'vera');
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('navigation').getByRole('link', { name: 'Velocity' }).count()).toBe(0);
    await context.close();
  });
});
