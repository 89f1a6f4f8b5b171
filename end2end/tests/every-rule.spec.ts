import { type Locator, type Page } from '@playwright/test';
import { expect, expectAccessible, hydrated, test } from '../support/test';

type Fill = (card: (field: string) => Locator, page: Page) => Promise<void>;

const fill = (values: Record<string, string>): Fill => async (card) => {
  for (const [field, value] of Object.entries(values)) await card(field).fill(value);
};

/** A list of ids: typed, then Enter. */
const ids = (...values: string[]): Fill => async (card) => {
  for (const value of values) {
    await card('any').fill(value);
    await card('any').press('Enter');
  }
};

const check = (field: string, label: string): Fill => async (card) => {
  await card(field).getByText(label, { exact: true }).click();
};

/** Every effect with what it needs. */
const effects: Record<string, Fill> = {
  percent_off: fill({ percent: '12,5' }),
  amount_off: fill({ amount: '300' }),
  unit_price: fill({ price: '99,90', max_units: '2' }),
  unit_amount_off: fill({ amount: '10' }),
  buy_get: fill({ 'buy.quantity': '2', 'get.quantity': '1', 'get.percent': '100' }),
  bundle: async (card) => {
    await card('parts').getByRole('button', { name: 'Добавить строку' }).last().click();
    await card('parts[1].quantity').fill('2');
    await card('price').fill('799');
  },
  tiers: async (card) => {
    await card('by').selectOption('quantity');
    await card('steps').getByRole('button', { name: 'Добавить строку' }).last().click();
    await fill({ 'steps[0].from': '3', 'steps[0].percent': '5', 'steps[1].from': '6', 'steps[1].amount': '500' })(card, undefined!);
  },
  gift: fill({ 'gifts[0].offer_id': 'every-mug', 'gifts[0].quantity': '2' }),
  gift_choice: fill({ gift_options: 'every-mugs', limit: '1' }),
  bonus_earn: fill({ multiply: '2' }),
  bonus_spend: fill({ percent: '10' }),
  notice: fill({ text: 'Скоро подарки' }),
};

/** Every condition with what it needs. */
const conditions: Record<string, Fill> = {
  subtotal: fill({ at_least: '1 500', below: '9000' }),
  quantity: fill({ at_least: '2' }),
  distinct: fill({ at_least: '2' }),
  segment: ids('vip', 'sleepy'),
  tier: ids('gold'),
  customer: ids('anna'),
  known_customer: async () => {},
  loyalty_card: async () => {},
  orders: fill({ below: '1' }),
  channel: check('any', 'приложение'),
  delivery: ids('courier'),
  payment: ids('card'),
  pickup: ids('locker'),
  outlet: ids('centre'),
  place: fill({ city: 'Тверь', kladr: '69' }),
  hours: fill({ from: '10:00', to: '14:00' }),
};

/** The control of a place in the document, as the form names it. */
const control = (page: Page, place: string) =>
  page.locator(`#field-${place.replace(/[^a-zA-Z0-9]/g, '-').replace(/-+$/, '')}`);

const catalogue = {
  products: [{ offer_id: 'every-mug', name: 'Кружка', price: 200 }],
  gift_options: [{ id: 'every-mugs', name: 'Кружки', options: [{ offer_id: 'every-mug' }] }],
};

for (const [kind, fillIn] of Object.entries(effects)) {
  test(`${kind} can be added, filled in and published`, async ({ page, podarok, signIn }) => {
    await podarok.importDocument(catalogue);
    await begin(page, signIn, await podarok.addUser(`effect-${kind}`, 'publisher'), `Действие ${kind}`);
    await forNobody(page);
    await page.getByRole('combobox', { name: 'Добавить, что получит покупатель' }).selectOption(kind);
    await fillIn((field) => control(page, `effects[0].${field}`), page);
    await publish(page);
    expect(JSON.parse(await podarok.command('export')).promotions).toContainEqual(
      expect.objectContaining({ name: `Действие ${kind}`, status: 'live', effects: [expect.objectContaining({ kind })] }),
    );
  });
}

test('every condition can be added, filled in and published, nested ones too', async ({ page, podarok, signIn }) => {
  await podarok.importDocument(catalogue);
  await begin(page, signIn, await podarok.addUser('every-condition', 'publisher'), 'Все условия');
  await page.getByRole('combobox', { name: 'Добавить, что получит покупатель' }).selectOption('percent_off');
  await control(page, 'effects[0].percent').fill('5');
  const add = page.getByRole('combobox', { name: 'Добавить условие' });
  const kinds = await add.first().locator('option').evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value));
  expect(kinds.filter((kind) => kind).sort(), 'what this test knows').toEqual(Object.keys(conditions).sort());
  let index = 0;
  for (const [kind, fillIn] of Object.entries(conditions)) {
    await add.last().selectOption(kind);
    await fillIn((field) => control(page, `conditions.all[${index}].${field}`), page);
    index += 1;
  }
  await page.getByRole('button', { name: '+ Вложенная группа' }).last().click();
  await page.locator('.conditions-nested').getByRole('combobox', { name: 'Добавить условие' }).selectOption('segment');
  await control(page, `conditions.all[${index}].any[0].any`).fill('vip');
  await control(page, `conditions.all[${index}].any[0].any`).press('Enter');
  await page.locator('.conditions-nested').getByRole('combobox', { name: 'Как сочетаются условия' }).selectOption('none');
  await expectAccessible(page);
  await publish(page);
  const { promotions } = JSON.parse(await podarok.command('export'));
  const saved = promotions.find((promotion: { name: string }) => promotion.name === 'Все условия');
  expect(saved.conditions.all.slice(0, -1).map((test: { kind: string }) => test.kind)).toEqual(Object.keys(conditions));
  expect(saved.conditions.all.at(-1)).toEqual({ not: { any: [{ kind: 'segment', any: ['vip'] }] } });
});

test('limits and a suggested code are filled in and taken out again', async ({ page, podarok, signIn }) => {
  await begin(page, signIn, await podarok.addUser('limits', 'publisher'), 'Код с лимитом');
  await forNobody(page);
  await page.getByRole('combobox', { name: 'Добавить, что получит покупатель' }).selectOption('percent_off');
  await control(page, 'effects[0].percent').fill('5');
  await control(page, 'codes').fill('PROBA');
  await control(page, 'codes').press('Enter');
  await control(page, 'suggest').check();
  await control(page, 'suggest.title').fill('Попробуйте код');
  await control(page, 'limits.uses').fill('100');
  await control(page, 'limits.budget').fill('50 000');
  await publish(page);
  const saved = async () =>
    JSON.parse(await podarok.command('export')).promotions.find((promotion: { name: string }) => promotion.name === 'Код с лимитом');
  expect(await saved()).toMatchObject({ suggest: { title: 'Попробуйте код' }, limits: { uses: 100, budget: 50000 } });
  await control(page, 'suggest').uncheck();
  await control(page, 'limits.uses').fill('');
  await publish(page);
  expect((await saved()).suggest ?? null).toBeNull();
  expect((await saved()).limits.uses ?? null).toBeNull();
});

async function begin(page: Page, signIn: (user: { name: string; password: string }) => Promise<void>, user: { name: string; password: string }, name: string) {
  await signIn(user);
  await page.goto('/new/promotion?template=blank');
  await hydrated(page);
  await control(page, 'name').fill(name);
}

/** Published it may be, but no other test shall meet it. */
async function forNobody(page: Page) {
  await page.getByRole('combobox', { name: 'Добавить условие' }).selectOption('customer');
  await control(page, 'conditions.all[0].any').fill('nobody');
  await control(page, 'conditions.all[0].any').press('Enter');
}

async function publish(page: Page) {
  await page.getByRole('button', { name: 'Опубликовать' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Опубликовать' }).click();
  await expect(page.locator('.save-bar')).toContainText('Сохранено и опубликовано');
}
