// @vitest-environment jsdom
/** The settings: a Jira of one's own and keys for APIs are given and taken back, with or without a mouse. */
import { screen, waitFor, within } from '@testing-library/preact';
import { expect, it } from 'vitest';
import { TOKENS } from '../../unit/api/world';
import { text } from '../messages';
import { fill, untilFocused, untilText, valueIn } from '../page';
import { addressField, buttonName, keyField, openSettings, status } from './open-settings';

const JIRA = 'https://jira.acme.test';
const OTHER = `https://${'a-very-long-name-'.repeat(3)}1.acme.test:8443`;
const GITHUB = text('tracker_github');
const LINEAR = text('tracker_linear');

const item = () => screen.queryByRole('listitem');
const problem = () => within(screen.getByRole('region', { name: text('settingsOwn') })).getByRole('alert');

it.each([
  ['', text('settingsFaultEmpty')],
  ['our jira', text('settingsFaultNoAddress')],
  ['github.com/acme', text('settingsFaultKnown', 'github.com')],
  ['https://acme.atlassian.net/browse/APP-1', text('settingsFaultKnown', 'acme.atlassian.net')],
  ['linear.app', text('settingsFaultOther', 'linear.app')],
])('“%s” can’t be added: told why, and nothing is asked', async (written, sentence) => {
  const { user, browser } = await openSettings();
  fill(addressField(), written);
  await user.keyboard('{Enter}');
  await untilText(problem, sentence);
  expect(addressField().getAttribute('aria-invalid')).toBe('true');
  await untilFocused(addressField);
  await user.keyboard('o');
  expect(problem().textContent).toBe('');
  expect(addressField().getAttribute('aria-invalid')).toBe('false');
  screen.getByText(text('settingsNone'));
  expect(browser.asked).toEqual([]);
});

it('a pasted address is added, and its field is empty again; removed, all of it is gone', async () => {
  const { user, permitted } = await openSettings();
  fill(addressField(), `${JIRA}/tracker/browse/APP-1?focusedId=7`);
  await user.click(screen.getByRole('button', { name: text('settingsAdd') }));
  await waitFor(() => expect(status().querySelector('p')?.textContent).toBe(text('settingsDidAdd', JIRA)));
  await untilText(item, JIRA);
  expect(item()?.textContent).toContain(text('settingsPermitted'));
  await waitFor(() => expect(valueIn(addressField())).toBe(''));
  expect([...permitted]).toEqual([`${JIRA}/*`]);

  await user.click(screen.getByRole('button', { name: buttonName('settingsRemove', JIRA) }));
  await untilText(status, text('settingsDidRemove', JIRA));
  screen.getByText(text('settingsNone'));
  await untilFocused(addressField);
  expect([...permitted]).toEqual([]);
});

it('refused by the person, it is not added, and its address stays to be tried again', async () => {
  const { user, browser } = await openSettings();
  browser.answer = false;
  fill(addressField(), `${JIRA}/browse/APP-1`);
  await user.keyboard('{Enter}');
  await untilText(problem, text('settingsFaultRefused', JIRA));
  expect(valueIn(addressField())).toBe(`${JIRA}/browse/APP-1`);
  screen.getByText(text('settingsNone'));
});

it('a permission that the browser withdrew is said, and can be allowed again here or in the browser', async () => {
  const { user, browser } = await openSettings();
  fill(addressField(), JIRA);
  await user.keyboard('{Enter}');
  await untilText(item, text('settingsPermitted'));
  const allow = () => screen.queryByRole('button', { name: buttonName('settingsAllow', JIRA) });
  for (const again of [() => user.click(allow()!), () => browser.allow(`${JIRA}/*`)]) {
    browser.withdraw(`${JIRA}/*`);
    await untilText(item, text('settingsWithdrawn'));
    await again();
    await untilText(item, text('settingsPermitted'));
    expect(allow()).toBeNull();
  }
});

it('all of it is reached by Tab, in the order it is read', async () => {
  const { user, browser } = await openSettings();
  for (const address of [OTHER, JIRA]) {
    fill(addressField(), address);
    await user.keyboard('{Enter}');
    await waitFor(() => expect(valueIn(addressField())).toBe(''));
  }
  browser.withdraw(`${JIRA}/*`);
  await screen.findByText(text('settingsWithdrawn'));
  await untilFocused(addressField);
  const reached: (string | null)[] = [];
  for (let press = 0; press < 9; press += 1) {
    const at = document.activeElement as HTMLElement;
    const isField = at instanceof HTMLInputElement;
    reached.push(at.getAttribute('aria-label') ?? (isField ? at.type : at.textContent));
    await user.tab();
  }
  expect(reached).toEqual([
    'url',
    text('settingsAdd'),
    buttonName('settingsRemove', OTHER),
    buttonName('settingsAllow', JIRA),
    buttonName('settingsRemove', JIRA),
    'text',
    buttonName('actSave', LINEAR),
    'text',
    buttonName('actSave', GITHUB),
  ]);
});

it('keys are stored and removed without a mouse, and each is called by its tracker', async () => {
  const { user, background } = await openSettings();
  const field = () => keyField('github');
  field().focus();
  await user.paste(TOKENS.github);
  await user.keyboard('{Enter}');
  await untilText(status, text('settingsDidStore', GITHUB));
  await waitFor(() => expect(valueIn(field())).toBe(''));
  await untilFocused(field);
  expect(await background.state('github')).toMatchObject({ over: null });
  for (const name of ['actSave', 'settingsRemove'] as const) {
    await user.tab();
    expect(document.activeElement).toBe(screen.getByRole('button', { name: buttonName(name, GITHUB) }));
  }
  await user.keyboard('{Enter}');
  await untilText(status, text('settingsDidForget', GITHUB));
  await untilFocused(field);
  expect(await background.state('github')).toBeNull();
});
