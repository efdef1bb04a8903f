import { expectAccessible } from '../expect-accessible.ts';
import { expectNoOverflow } from '../expect-no-overflow.ts';
import { expect, test } from '../fixtures.ts';
import { picture } from '../picture.ts';

/** What the choice, the field of the composer and a heading say in each language. */
const spoken = [
  { tag: 'de', name: 'Deutsch', language: 'Sprache' },
  { tag: 'es', name: 'Español', language: 'Idioma' },
  { tag: 'fr', name: 'Français', language: 'Langue' },
  { tag: 'zh', name: '简体中文', language: '语言' },
  { tag: 'ja', name: '日本語', language: '言語' },
] as const;

const views = [
  '/chat',
  '/memory',
  '/agents',
  '/first-steps',
  '/settings/models',
  '/settings/memory',
  '/settings/data',
];

test('the page speaks the chosen language, on every view and in a narrow window', async ({ desk, chat }) => {
  const page = await desk.open();
  await chat.say('Remember that my boat is red.');
  const base = page.url().split('#')[0] ?? '';
  const go = (path: string) => page.goto(`${base}#${path}`);
  let label = 'Language';
  for (const { tag, name, language } of spoken) {
    await go('/settings/general');
    await page.getByRole('combobox', { name: label }).selectOption({ label: name });
    await expect(page.locator('html')).toHaveAttribute('lang', tag);
    await expect(page.getByRole('combobox', { name: language })).toHaveValue(tag);
    label = language;
    await page.setViewportSize({ width: 380, height: 760 });
    for (const path of views) {
      await go(path);
      await expect(page.getByRole('main')).toBeVisible();
      await expectNoOverflow(page);
      await picture(page, `${tag}${path.replaceAll('/', '-')}`);
    }
    await expectAccessible(page);
    await page.setViewportSize({ width: 1280, height: 800 });
    // What was learned is the user's own and stays as it was said.
    await go('/memory');
    await expect(
      page.getByText('Their boat is red.').or(page.getByText('boat is red')).first(),
    ).toBeVisible();
    await picture(page, `${tag}-wide-memory`);
  }
  await go('/settings/general');
  await page.getByRole('combobox', { name: label }).selectOption('en');
  await expect(page.getByRole('combobox', { name: 'Language' })).toHaveValue('en');
});
