import { expect, expectAccessible, hydrated, test } from '../support/test';

const shop = {
  products: [
    { offer_id: 'case', name: 'Чехол для телефона', price: 900 },
    { offer_id: 'glass', name: 'Защитное стекло', price: 500 },
  ],
  promotions: [
    {
      id: 'from-3000',
      name: 'Скидка от трёх тысяч',
      status: 'live',
      priority: -5,
      conditions: { all: [{ kind: 'subtotal', items: { offers: ['case', 'glass'] }, at_least: 3000 }] },
      effects: [{ kind: 'amount_off', amount: 300, items: { offers: ['case', 'glass'] } }],
    },
  ],
};

test('a bundle is made by hand, limited, published, and the basket is explained', async ({ page, podarok, signIn }) => {
  await podarok.importDocument(shop);
  await signIn(await podarok.addUser('vera-bundle', 'publisher'));

  await page.goto('/new/promotion?template=bundle');
  await hydrated(page);
  await page.locator('#field-name').fill('Чехол и стекло вместе');
  for (const [part, offer, name] of [[0, 'чехол для', /Чехол для телефона/], [1, 'стекло', /Защитное стекло/]] as const) {
    await page.locator(`#field-effects-0--parts-${part}--items`).getByText('Только эти').click();
    await page.locator(`#field-effects-0--parts-${part}--items-offers`).fill(offer);
    await page.getByRole('button', { name }).click();
  }
  await expect(page.locator('.sentence')).toContainText('Комплект за 999');
  await page.locator('#field-limits-uses').fill('100');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Опубликовать' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Опубликовать' }).click();
  await expect(page.locator('.save-bar')).toContainText('Сохранено и опубликовано');

  await page.goto('/try');
  await hydrated(page);
  await page.locator('#field-lines-0--offer-id').fill('case');
  await page.getByRole('button', { name: 'Рассчитать' }).click();
  const reasons = page.getByTestId('reasons');
  await expect(reasons).toContainText('не хватает 2 100 ₽');
  await expect(reasons).toContainText('Не хватает свободных штук: для набора нужно 2 шт., есть 1 шт.');

  await page.getByRole('button', { name: 'Добавить строку' }).first().click();
  await page.locator('#field-lines-1--offer-id').fill('glass');
  await page.locator('#field-lines-1--quantity').fill('1');
  await page.getByRole('button', { name: 'Рассчитать' }).click();
  await expect(page.getByTestId('total')).toHaveText('999 ₽');
  await expect(reasons).toContainText('Сработала: скидка 401 ₽');
  await expect(page.getByRole('table')).toContainText('Чехол и стекло вместе: −257,79 ₽');
  await expectAccessible(page);
});

test('steps come from a template, and baskets get them', async ({ page, podarok, signIn }) => {
  await podarok.importDocument({ products: [{ offer_id: 'mint', name: 'Мятный чай', price: 400 }] });
  const key = await podarok.webhookKey();
  await signIn(await podarok.addUser('lena-steps', 'publisher'));
  await page.goto('/new/promotion?template=steps');
  await hydrated(page);
  await page.locator('#field-name').fill('Больше чая');
  await page.locator('#field-effects-0--steps-1--percent').fill('30');
  await page.locator('#field-effects-0--items').getByText('Только эти').click();
  await page.locator('#field-effects-0--items-offers').fill('мятн');
  await page.getByRole('button', { name: /Мятный чай/ }).click();
  await page.getByRole('button', { name: 'Опубликовать' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Опубликовать' }).click();
  await expect(page.locator('.save-bar')).toContainText('Сохранено и опубликовано');

  const discount = async (quantity: number) => {
    const items = [{ privateId: 'mint', configurationId: 'mint', id: 'mint', name: 'mint', price: 1, quantity }];
    return (await podarok.webhook('basket', key, { items })).discount;
  };
  expect([await discount(1), await discount(2), await discount(4)]).toEqual([0, 40, 480]);
});
