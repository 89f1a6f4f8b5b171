import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';
import { type Database, Podarok } from './podarok';

export { expect } from '@playwright/test';

/** A page that fails its test when anything is written to the console as an error, or thrown. */
export const test = base.extend<{ watched: void; signIn: SignIn }, { podarok: Podarok }>({
  podarok: [
    async ({}, use, info) => {
      const podarok = await Podarok.start(info.project.metadata.database as Database);
      await use(podarok);
      await podarok.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  baseURL: async ({ podarok }, use) => use(podarok.url),
  watched: [
    async ({ page }, use) => {
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(`thrown: ${error.message}`));
      page.on('console', (message) => {
        if (message.type() === 'error' && !expected(message.text())) errors.push(message.text());
      });
      await use();
      expect(errors, 'errors in the console').toEqual([]);
    },
    { auto: true },
  ],
  signIn: async ({ page }, use) => {
    await use(async (user) => {
      await page.goto('/sign-in');
      await page.locator('input[name="name"]').fill(user.name);
      await page.locator('input[name="password"]').fill(user.password);
      await page.locator('form button[type="submit"]').first().click();
      await expect(page).not.toHaveURL(/sign-in/);
      await hydrated(page);
    });
  },
});

type SignIn = (user: { name: string; password: string }) => Promise<void>;

/** The browser itself reports refused requests; tests that provoke refusals look at the answers. */
function expected(text: string): boolean {
  return /the server responded with a status of (401|403|404|409|422|429)/.test(text);
}

/** Until the page is alive: its forms post without, but what is drawn while typing needs it. */
export async function hydrated(page: Page): Promise<void> {
  await page.locator('html[data-hydrated]').waitFor({ state: 'attached' });
}

/** No violation of WCAG 2.2 AA, target sizes included. */
export async function expectAccessible(page: Page): Promise<void> {
  const result = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .options({ rules: { 'target-size': { enabled: true } } })
    .analyze();
  const found = result.violations.map((violation) => ({
    rule: violation.id,
    help: violation.help,
    where: violation.nodes.map((node) => node.target.join(' ')),
  }));
  expect(found).toEqual([]);
}
