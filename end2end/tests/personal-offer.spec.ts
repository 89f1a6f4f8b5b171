import { expect, hydrated, test } from '../support/test';

test('a personal offer for a segment: made, published, shown to whom it is for', async ({ page, podarok, signIn }) => {
  await podarok.importDocument({
    segments: [{ id: 'VIP', name: 'Лучшие покупатели', customers: ['anna'] }],
    products: [{ offer_id: 'book', name: 'Книга', price: 500 }],
  });
  const key = await podarok.webhookKey();
  await signIn(await podarok.addUser('olga-offers', 'publisher'));

  await page.goto('/new/personal-offer');
  await hydrated(page);
  await page.locator('#field-name').fill('500 ₽ на книги');
  await page.locator('#field-id').fill('BOOKS-500');
  await page.locator('#field-promocode').fill('КНИГИ500');
  const segments = page.locator('#field-audience-segments');
  await segments.fill('лучш');
  await page.getByRole('button', { name: /Лучшие покупатели/ }).click();
  await page.getByRole('button', { name: 'Опубликовать' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Опубликовать' }).click();
  await expect(page.locator('.save-bar')).toContainText('Сохранено и опубликовано');

  const ids = async (body: object) => (await podarok.webhook('personal-offers', key, body)).offers.map((offer: any) => offer.id);
  expect(await ids({ userId: 'anna' }), 'of our own list').toEqual(['BOOKS-500']);
  expect(await ids({ userId: 'boris' }), 'of no segment').toEqual([]);
  expect(await ids({ userId: 'boris', segments: [{ id: 'VIP', name: 'VIP' }] }), 'as IMSHOP says').toEqual(['BOOKS-500']);
  expect(await ids({}), 'nobody').toEqual([]);
  const { offers } = await podarok.webhook('personal-offers', key, { userId: 'anna' });
  expect(offers[0]).toMatchObject({ name: '500 ₽ на книги', promocode: 'КНИГИ500', online: true, offline: false, expirationTimestamp: null });
});

test('a promotion for a segment sees what personal offers said of the customer', async ({ page, podarok, signIn }) => {
  await podarok.importDocument({ products: [{ offer_id: 'pen', name: 'Ручка', price: 100 }], segments: [{ id: 'STUDENT', name: 'Студенты' }] });
  const key = await podarok.webhookKey();
  await signIn(await podarok.addUser('olga-segment', 'publisher'));
  await page.goto('/new/promotion?template=segment');
  await hydrated(page);
  await page.locator('#field-name').fill('Студентам');
  await page.locator('#field-conditions-all-0--any').fill('студ');
  await page.getByRole('button', { name: /Студенты/ }).click();
  await page.locator('#field-effects-0--percent').fill('20');
  await page.getByRole('button', { name: 'Опубликовать' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Опубликовать' }).click();
  await expect(page.locator('.save-bar')).toContainText('Сохранено и опубликовано');

  const basket = { externalUserId: 'zoya', items: [{ id: 'pen', privateId: 'pen', quantity: 1, price: 100 }] };
  expect((await podarok.webhook('basket', key, basket)).totalPrice).toBe(100);
  await podarok.webhook('personal-offers', key, { userId: 'zoya', segments: [{ id: 'STUDENT', name: 'Студенты' }] });
  expect((await podarok.webhook('basket', key, basket)).totalPrice).toBe(80);
});
