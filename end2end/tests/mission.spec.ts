import { expect, expectAccessible, hydrated, test } from '../support/test';

const shop = {
  products: [
    { offer_id: 'tea', product_id: 'tea', name: 'Чай «Горный»', price: 1000, category_ids: ['drinks'] },
    { offer_id: 'cup', product_id: 'cup', name: 'Чашка', price: 350.5 },
  ],
  categories: [{ id: 'drinks', name: 'Напитки' }],
  customers: [{ id: 'anna', loyalty_card: '100', balance: 10 }],
};

const line = (id: string, quantity: number) => ({ id, privateId: id, configurationId: id, name: id, price: 1, quantity });

test('a marketer makes a gift and a discount, publishes both, and shoppers get them', async ({ page, podarok, signIn }) => {
  await podarok.importDocument(shop);
  const key = await podarok.webhookKey();
  await signIn(await podarok.addUser('olga-mission', 'publisher'));
  const basket = { items: [line('tea', 4)] };

  // The discount: from a template, with the sentence that says what it does.
  await page.goto('/new/promotion?template=percent');
  await hydrated(page);
  await page.locator('#field-name').fill('Неделя чая');
  await page.locator('#field-effects-0--percent').fill('12,5');
  await page.locator('#field-effects-0--items').getByText('Только эти').click();
  await page.locator('#field-effects-0--items-offers').fill('горн');
  await page.getByRole('button', { name: /Чай «Горный»/ }).click();
  await expect(page.locator('.sentence')).toContainText('12,5');
  await expect(page.locator('.sentence')).toContainText('Чай «Горный»');
  await page.getByRole('button', { name: 'Сохранить', exact: true }).click();
  await expect(page).toHaveURL(/\/promotions\/[a-z0-9-]+$/);
  expect((await podarok.webhook('basket', key, basket)).discount, 'a draft changes no basket').toBe(0);
  await publish(page);

  // The gift: picked by its name.
  await page.goto('/new/promotion?template=gift');
  await hydrated(page);
  await page.locator('#field-name').fill('Чашка в подарок');
  await page.locator('#field-conditions-all-0--at-least').fill('3000');
  await page.locator('#field-conditions-all-0--items').getByText('Только эти').click();
  await page.locator('#field-conditions-all-0--items-categories').fill('напит');
  await page.getByRole('button', { name: /Напитки/ }).click();
  await page.locator('#field-effects-0--gifts-0--offer-id').fill('чашк');
  const option = page.locator('datalist option[value="cup"]');
  await expect(option.first()).toBeAttached();
  await page.locator('#field-effects-0--gifts-0--offer-id').fill('cup');
  await publish(page);
  await expectAccessible(page);

  const answer = await podarok.webhook('basket', key, basket);
  expect(answer.totalPrice).toBe(3500);
  expect(answer.discount).toBe(500);
  expect(answer.items).toMatchObject([
    { id: 'tea', price: 1000, quantity: 4, discount: 500, subtotal: 3500 },
    { id: 'cup', price: 350.5, quantity: 1, gift: 1, discount: 350.5, subtotal: 0 },
  ]);

  // The same in "Try a basket".
  await page.goto('/try');
  await hydrated(page);
  await page.locator('#field-lines-0--offer-id').fill('tea');
  await page.locator('#field-lines-0--quantity').fill('4');
  await page.getByRole('button', { name: 'Рассчитать' }).click();
  await expect(page.getByTestId('total')).toHaveText('3 500 ₽');
  await expect(page.getByTestId('discount')).toHaveText('500 ₽');
  await expect(page.getByRole('table')).toContainText('Чашка');
  await expect(page.getByRole('table')).toContainText('подарок: 1');
  await expectAccessible(page);
});

test('an edit of a live promotion changes no basket until it is published; pausing takes it out', async ({ page, podarok, signIn }) => {
  const promotion = {
    id: 'live-edit',
    name: 'Скидка на чашку',
    status: 'live',
    effects: [{ kind: 'percent_off', percent: 10, items: { offers: ['mug'] } }],
  };
  await podarok.importDocument({ products: [{ offer_id: 'mug', name: 'Кружка', price: 200 }], promotions: [promotion] });
  const key = await podarok.webhookKey();
  const discount = async () => (await podarok.webhook('basket', key, { items: [line('mug', 1)] })).items[0].discount;
  await expect.poll(discount).toBe(20);

  await signIn(await podarok.addUser('ivan-live-edit', 'publisher'));
  await page.goto('/promotions/live-edit');
  await hydrated(page);
  await page.locator('#field-effects-0--percent').fill('50');
  await page.getByRole('button', { name: 'Сохранить', exact: true }).click();
  await expect(page.locator('.save-bar')).toContainText('прежнюю версию');
  expect(await discount(), 'saved, not published').toBe(20);

  await publish(page);
  expect(await discount(), 'published').toBe(100);

  await page.getByRole('button', { name: 'Поставить на паузу' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Поставить на паузу' }).click();
  await expect(page.locator('.save-bar')).toContainText('На паузе');
  expect(await discount(), 'paused').toBe(0);
});

test('what is wrong is said at its field, and what was typed is kept', async ({ page, podarok, signIn }) => {
  await signIn(await podarok.addUser('petr-wrong', 'editor'));
  await page.goto('/new/promotion?template=percent');
  await hydrated(page);
  await page.locator('#field-name').fill('Слишком щедро');
  await page.locator('#field-effects-0--percent').fill('101');
  await page.getByRole('button', { name: 'Сохранить', exact: true }).click();
  await expect(page.locator('#problems')).toContainText('не больше 100');
  await expect(page.locator('#field-effects-0--percent')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator('#field-effects-0--percent')).toHaveValue('101');
  await expectAccessible(page);
  await page.locator('#field-effects-0--percent').fill('99');
  await page.getByRole('button', { name: 'Сохранить', exact: true }).click();
  await expect(page).toHaveURL(/\/promotions\//);
});

test('two people edit one promotion: nothing is overwritten in silence', async ({ page, browser, podarok, signIn }) => {
  await podarok.importDocument({ promotions: [{ id: 'shared', name: 'Общая', effects: [{ kind: 'percent_off', percent: 5 }] }] });
  await signIn(await podarok.addUser('first-editor', 'editor'));
  await page.goto('/promotions/shared');
  await hydrated(page);
  await page.locator('#field-name').fill('Общая, по-моему');

  const other = await browser.newPage({ baseURL: podarok.url, locale: 'ru-RU' });
  const user = await podarok.addUser('second-editor', 'editor');
  await other.goto('/sign-in');
  await other.locator('input[name="name"]').fill(user.name);
  await other.locator('input[name="password"]').fill(user.password);
  await other.locator('form button[type="submit"]').first().click();
  await expect(other).not.toHaveURL(/sign-in/);
  await other.goto('/promotions/shared');
  await hydrated(other);
  await other.locator('#field-note').fill('заметка второго');
  await other.getByRole('button', { name: 'Сохранить', exact: true }).click();
  await expect(other.locator('.save-bar')).toContainText('Черновик');
  await other.close();

  await page.getByRole('button', { name: 'Сохранить', exact: true }).click();
  await expect(page.locator('#save-failure')).toContainText('second-editor');
  await expect(page.locator('#field-name')).toHaveValue('Общая, по-моему');
  await page.getByRole('button', { name: 'Перенести мои правки' }).click();
  await expect(page.locator('#field-note')).toHaveValue('заметка второго');
  await page.getByRole('button', { name: 'Сохранить', exact: true }).click();
  await expect(page.locator('.save-bar')).toContainText('Черновик');
});

async function publish(page: import('@playwright/test').Page) {
  await page.getByRole('button', { name: 'Опубликовать' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Опубликовать' }).click();
  await expect(page.locator('.save-bar')).toContainText('Сохранено и опубликовано');
}
