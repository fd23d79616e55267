// @vitest-environment jsdom
/** How Foothold fares on the tab's page, and switching it off there. */
import { screen, waitFor } from '@testing-library/preact';
import { expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { asKey } from '../../../domain/key';
import type { PageReport } from '../../../domain/self-check';
import { START, TAB, value, world, write } from '../../unit/storage/world';
import { text } from '../messages';
import { fill, untilFocused, untilText } from '../page';
import { button, field, GITHUB, line, openPopup, target, untilSaid } from './open-popup';

const ISSUES = `${GITHUB}/acme/widgets/issues`;

const surface = (sightings: number) => ({
  name: 'issue list',
  selector: '[data-row]',
  candidates: 27,
  sightings,
  chips: sightings,
});
const READ: Partial<PageReport> = { surfaces: [surface(25), surface(2)], links: 27 };

const foot = () => document.querySelector('.foot');
const shownHere = () => screen.getByRole('switch', { name: text('popupShowOn', 'github.com') });

it('a page that is read says how much of it', async () => {
  await openPopup({ at: ISSUES, report: READ });
  await untilText(foot, text('popupReading_other', 27));
  expect(screen.queryByRole('button', { name: text('popupCopyReport') })).toBeNull();
});

it('what a tracker keeps and Foothold does not understand is said, and can be reported without a word of the page', async () => {
  const report: Partial<PageReport> = {
    ...READ,
    host: 'linear.app',
    item: asKey('linear.app/acme/ENG-1'),
    title: 'Private title',
    source: { understood: false, found: { issues: 3 } },
  };
  const { user, copied } = await openPopup({ at: 'https://linear.app/acme/issue/ENG-1', report });
  await screen.findByText(text('popupStrange', text('tracker_linear')));
  await user.click(button(text('popupCopyReport')));
  await untilSaid(text('popupCopied'));
  expect(copied.map((each) => JSON.parse(each))).toEqual([
    {
      foothold: '0.1.0',
      browser: 'a browser',
      tracker: 'linear',
      links: 27,
      source: { understood: false, found: { issues: 3 } },
      surfaces: [surface(25), surface(2)],
    },
  ]);
});

it('a tab where nobody answers is reloaded from the popup', async () => {
  const { user, page, tab, reload } = await openPopup({ at: ISSUES, report: null });
  await screen.findByText(text('popupSilent'));
  await user.click(button(text('popupReload')));
  expect(reload.mock.calls).toEqual([[tab]]);
  page.report = READ;
  await fakeBrowser.tabs.update(tab, { status: 'complete' } as object);
  await waitFor(() => expect(screen.queryByText(text('popupSilent'))).toBeNull());
  await untilText(foot, text('popupReading_other', 27));
});

it('switched off on a site, it is kept; switched on, it is back', async () => {
  const { user, background } = await openPopup({ at: ISSUES, report: READ });
  const hiddenOn = async () => value(await background.ask({ type: 'settings' })).hiddenOn;
  await waitFor(() => expect(shownHere().getAttribute('aria-checked')).toBe('true'));
  shownHere().focus();
  await user.keyboard(' ');
  await waitFor(() => expect(shownHere().getAttribute('aria-checked')).toBe('false'));
  expect(await hiddenOn()).toEqual(['github.com']);
  await user.keyboard(' ');
  await waitFor(() => expect(shownHere().getAttribute('aria-checked')).toBe('true'));
  expect(await hiddenOn()).toEqual([]);
});

it('a site on which it is switched off says so', async () => {
  const background = world();
  value(await background.ask({ type: 'set', settings: { hiddenOn: ['github.com'] } }));
  await openPopup({ at: ISSUES, report: { hidden: true }, background });
  await untilText(foot, text('popupHidden'));
  await waitFor(() => expect(shownHere().getAttribute('aria-checked')).toBe('false'));
});

it('switched off before the settings are known, it is switched off all the same', async () => {
  const background = world();
  const { answer } = background.server;
  const held = Promise.withResolvers<void>();
  background.server.answer = async (...asked) => {
    await held.promise;
    return answer(...asked);
  };
  const { user } = await openPopup({ at: ISSUES, report: READ, background });
  await user.click(await screen.findByRole('switch'));
  held.resolve();
  await waitFor(() => expect(shownHere().getAttribute('aria-checked')).toBe('false'));
  expect(value(await background.ask({ type: 'settings' })).hiddenOn).toEqual(['github.com']);
});

it('a tab of no tracker has nothing to switch and nothing to check', async () => {
  await openPopup();
  await screen.findByText(text('popupNowhere'));
  expect(screen.queryByRole('switch')).toBeNull();
  await screen.findByText(text('popupEmpty'));
});

it('the settings are opened in the tab that shows the dashboard, else in a new one', async () => {
  const views: { location: { pathname: string; assign: (address: string) => void } }[] = [];
  Object.assign(fakeBrowser.extension, { getViews: () => views });
  const create = vi.spyOn(fakeBrowser.tabs, 'create');
  const front = vi.spyOn(fakeBrowser.runtime, 'openOptionsPage').mockResolvedValue(undefined);
  const { user } = await openPopup();
  create.mockClear();
  const press = () => user.click(screen.getByRole('link', { name: text('settingsName') }));
  await press();
  const address = fakeBrowser.runtime.getURL('/dashboard.html#settings');
  expect(create.mock.calls).toEqual([[{ url: address }]]);

  const assign = vi.fn();
  views.push({ location: { pathname: '/popup.html', assign: vi.fn() } });
  views.push({ location: { pathname: '/dashboard.html', assign } });
  await press();
  expect(create).toHaveBeenCalledOnce();
  expect(assign.mock.calls).toEqual([[address]]);
  expect(front).toHaveBeenCalledOnce();
});

it('the popup follows the tab; what is being typed keeps its item', async () => {
  const { goTo } = await openPopup({ at: `${ISSUES}/12` });
  await untilText(target, 'acme/widgets#12');
  await goTo(`${ISSUES}/13`);
  await untilText(target, 'acme/widgets#13');
  fill(field(), 'Half a step');
  await goTo(`${ISSUES}/14`);
  await waitFor(() => button(text('popupUnpick', 'acme/widgets#13')));
  expect(target()?.textContent).toContain('acme/widgets#13');
});

it('storage that can not be opened is said, and tried again by a press', async () => {
  const broken = world();
  const { open } = broken.factory;
  await broken.act(write('Open the 401 log'), asKey('github.com/acme/widgets#12')!);
  broken.store.close();
  broken.factory.open = () => {
    throw new DOMException('No such folder', 'InvalidStateError');
  };
  const { user } = await openPopup({ background: broken });
  const closed = text('error_storage_closed');
  await screen.findByText(closed);
  fill(field(), 'acme/widgets#12 Ask Ana');
  await user.keyboard('{Enter}');
  await untilText(() => document.querySelector('.quickadd'), closed);
  broken.factory.open = open;
  await user.click(button(text('popupTryAgain')));
  await waitFor(() => expect(line('Open the 401 log')).not.toBeNull());
  expect(screen.queryByText(text('popupTryAgain'))).toBeNull();
});

it('markup in titles and steps is text wherever it is shown', async () => {
  const evil = `<img src="https://evil.example/x" onerror="document.title='owned'"><b>bold</b> {{1+1}} \${1}`;
  const background = world();
  const here = asKey('github.com/acme/widgets#12')!;
  const other = asKey('github.com/acme/widgets#13')!;
  const seen = [here, other].map((key) => ({ key, title: `${evil} in a title`, createdAt: START }));
  value(await background.ask({ type: 'see', seen }, TAB));
  for (const key of [here, other]) value(await background.act(write(`${evil} in ${key}`), key));
  const { user } = await openPopup({ at: `${ISSUES}/12`, background });
  await untilText(() => target()?.querySelector('.title'), `${evil} in a title`);
  await waitFor(() => expect(line(`${evil} in ${other}`)?.textContent).toContain(`${evil} in a title`));
  expect(line(`${evil} in ${here}`)).not.toBeNull();
  const script = '</script><script>document.title="owned"</script>';
  fill(field(), `#14 ${script}`);
  await user.keyboard('{Enter}');
  await untilSaid(text('popupAdded', 'acme/widgets#14'));
  await untilFocused(field);
  await waitFor(() => expect(line(script)).not.toBeNull());
  await user.keyboard('{ArrowDown}');
  await waitFor(() => expect(screen.getAllByRole('option')[0]?.textContent).toContain(`${evil} in a title`));
  expect(document.querySelectorAll('img, b, script')).toHaveLength(0);
  expect(document.title).not.toContain('owned');
});
