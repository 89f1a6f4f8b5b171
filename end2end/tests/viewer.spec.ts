import { expect, hydrated, test } from '../support/test';

test.beforeEach(async ({ podarok }) => {
  await podarok.importDocument({ promotions: [{ id: 'draft', name: 'Черновик', effects: [{ kind: 'percent_off', percent: 5 }] }] });
});

test('a viewer cannot publish: neither in the page nor by calling the server function', async ({ page, podarok, signIn }, info) => {
  const key = await podarok.webhookKey();
  await signIn(await podarok.addUser(`viewer-${info.workerIndex}`, 'viewer'));
  await page.goto('/promotions/draft');
  await hydrated(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Черновик');
  await expect(page.getByRole('button', { name: 'Опубликовать' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Сохранить', exact: true })).toHaveCount(0);

  // With the viewer's own session, from the page itself.
  const call = (path: string, body: object) =>
    page.evaluate(
      async ([path, body]) => {
        const headers = { 'content-type': 'application/json', accept: 'application/json' };
        const response = await fetch(`/api/ui/${path}`, { method: 'POST', headers, body });
        return { status: response.status, text: await response.text() };
      },
      [path, JSON.stringify(body)] as const,
    );
  const publish = await call('rules/publish', { kind: 'promotion', input: { id: 'draft', version: 1 } });
  expect(publish.status, publish.text).toBe(403);
  expect(publish.text).toContain('forbidden');
  const save = await call('rules/save', { kind: 'promotion', input: { item: { id: 'draft', name: 'x' }, version: 1 } });
  expect(save.status, save.text).toBe(403);
  const read = await call('rules/load', { kind: 'promotion', id: 'draft' });
  expect(read.status, 'the same way does read').toBe(200);

  const answer = await podarok.webhook('basket', key, { items: [{ id: 'a', privateId: 'a', price: 100, quantity: 1 }] });
  expect(answer.discount).toBe(0);
});

test('an editor saves and cannot publish', async ({ page, podarok, signIn }, info) => {
  await signIn(await podarok.addUser(`editor-${info.workerIndex}`, 'editor'));
  await page.goto('/promotions/draft');
  await hydrated(page);
  await expect(page.getByRole('button', { name: 'Сохранить', exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Опубликовать' })).toHaveCount(0);
});

test('nobody is shown anything without signing in', async ({ page, podarok }) => {
  await page.goto('/promotions');
  await expect(page).toHaveURL(/sign-in\?next=/);
  const response = await fetch(`${podarok.url}/api/ui/rules/list`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ kind: 'promotion', input: {} }),
  });
  expect(response.status).toBe(401);
});

test('a wrong password is one error for every reason', async ({ page, podarok }, info) => {
  const user = await podarok.addUser(`wrong-${info.workerIndex}`, 'viewer');
  const texts = [];
  for (const name of [user.name, 'nobody-at-all']) {
    await page.goto('/sign-in');
    await page.locator('input[name="name"]').fill(name);
    await page.locator('input[name="password"]').fill('not-the-password');
    await page.locator('form button[type="submit"]').first().click();
    texts.push(await page.getByRole('alert').innerText());
  }
  expect(texts[0]).toBe(texts[1]);
});
