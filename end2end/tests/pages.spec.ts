import { expect, expectAccessible, hydrated, test } from '../support/test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const shop = JSON.parse(readFileSync(join(__dirname, '../../server/demo/shop.ru.json'), 'utf8'));

const pages = [
  '/',
  '/promotions',
  '/promotions?search=такого-нет',
  '/new/promotion',
  '/new/promotion?template=gift',
  '/new/promotion?template=buy-get',
  '/new/promotion?template=bundle',
  '/new/promotion?template=steps',
  '/new/promotion?template=points',
  `/promotions/${shop.promotions[0].id}`,
  '/gift-options',
  '/new/gift-options',
  `/gift-options/${shop.gift_options[0].id}`,
  '/promo-groups',
  '/new/promo-group',
  `/promo-groups/${shop.promo_groups[0].id}`,
  '/codes',
  '/find/code?code=NOWHERE',
  '/personal-offers',
  '/new/personal-offer',
  `/personal-offers/${shop.personal_offers[0].id}`,
  '/segments',
  '/new/segment',
  `/segments/${encodeURIComponent(shop.segments[0].id)}`,
  '/customers',
  '/customers?search=такого-нет',
  `/customers/${encodeURIComponent(shop.customers[0].id)}`,
  '/products',
  '/new/product',
  `/products/${encodeURIComponent(shop.products[0].offer_id)}`,
  '/try',
  '/calls',
  '/calls?result=refused',
  '/settings',
];

/** The corners of what a page can look like: both languages, both themes, wide and narrow. */
const looks = [
  { language: 'ru', theme: 'light', width: 1440 },
  { language: 'en', theme: 'dark', width: 1440 },
  { language: 'ru', theme: 'dark', width: 390 },
  { language: 'en', theme: 'light', width: 390 },
];

for (const look of looks) {
  test(`every page: no errors in the console, axe clean, nothing sticks out: ${Object.values(look).join(', ')}`, async ({ page, podarok, signIn }) => {
    test.setTimeout(240_000);
    await podarok.importDocument(shop);
    await signIn(await podarok.addUser(`admin-${look.language}-${look.theme}-${look.width}`, 'admin'));
    await page.context().addCookies([
      { name: 'podarok_language', value: look.language, url: podarok.url },
      { name: 'podarok_theme', value: look.theme, url: podarok.url },
    ]);
    await page.setViewportSize({ width: look.width, height: 900 });
    for (const path of pages) {
      await test.step(path, async () => {
        await page.goto(path);
        await hydrated(page);
        await expect(page.locator('html')).toHaveAttribute('lang', look.language);
        await expect(page.locator('h1')).toHaveCount(1);
        await expectAccessible(page);
        const overhang = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        expect(overhang, 'the page scrolls sideways').toBeLessThanOrEqual(0);
        if (process.env.PODAROK_SCREENSHOTS) {
          const name = `${path.replace(/[^a-zа-я0-9]+/gi, '-')}-${look.language}-${look.theme}-${look.width}.png`;
          await page.screenshot({ path: join(process.env.PODAROK_SCREENSHOTS, name), fullPage: true });
        }
      });
    }
  });
}

test('what does not exist is said so, with its status', async ({ page, podarok, signIn }) => {
  await signIn(await podarok.addUser('admin-nowhere', 'admin'));
  for (const path of ['/nowhere', '/promotions/no-such-promotion']) {
    const response = await page.goto(path);
    expect(response?.status(), path).toBe(404);
  }
});

test('pages are useful before any script has run', async ({ browser, podarok }) => {
  await podarok.importDocument(shop);
  const user = await podarok.addUser('no-script', 'viewer');
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: podarok.url, locale: 'ru-RU' });
  const page = await context.newPage();
  await page.goto('/promotions');
  await page.locator('input[name="name"]').fill(user.name);
  await page.locator('input[name="password"]').fill(user.password);
  await page.locator('form button[type="submit"]').first().click();
  await expect(page).toHaveURL(/\/promotions$/);
  await expect(page.getByRole('table')).toContainText(shop.promotions.find((p: any) => p.status === 'live').name);
  await page.goto(`/promotions/${shop.promotions[0].id}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(shop.promotions[0].name);
  await context.close();
});

test('signing out ends the session', async ({ page, podarok, signIn }) => {
  await signIn(await podarok.addUser('leaver', 'viewer'));
  const cookies = await page.context().cookies();
  const session = cookies.find((cookie) => cookie.name === 'podarok_session');
  expect(session).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
  await page.getByRole('button', { name: 'Выйти' }).click();
  await expect(page).toHaveURL(/sign-in/);
  await page.context().addCookies([session!]);
  await page.goto('/promotions');
  await expect(page).toHaveURL(/sign-in/);
});
