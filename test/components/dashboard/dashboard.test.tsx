// @vitest-environment jsdom
/** The dashboard's frame: one part at a time, by links, by the address, by back and forward. */
import { screen, waitFor } from '@testing-library/preact';
import { beforeEach, expect, it } from 'vitest';
import { Dashboard } from '../../../components/dashboard/dashboard';
import { world } from '../../unit/storage/world';
import { text } from '../messages';
import { fill, showPage, untilFocused, valueIn } from '../page';

beforeEach(() => history.replaceState(null, '', '/'));

const open = () =>
  showPage(world().server, () => (
    <Dashboard parts={{ settings: () => <input aria-label="a setting" />, data: () => <p>a table</p> }} />
  ));
const heading = () => screen.getByRole('heading', { level: 1 });
const link = (name: 'settingsName' | 'dataName') => screen.getByRole('link', { name: text(name) });
const untilPart = (name: 'settingsName' | 'dataName') =>
  waitFor(() => {
    expect(heading().textContent).toBe(text(name));
    expect(document.title).toBe(text('dashboardTitle', text(name)));
    expect(screen.getAllByRole('link', { current: 'page' })).toEqual([link(name)]);
  });

it.each([
  ['', 'settingsName'],
  ['#settings', 'settingsName'],
  ['#data', 'dataName'],
  ['#constructor', 'settingsName'],
] as const)('“%s” shows its part, and takes the focus from nobody', async (hash, name) => {
  location.hash = hash;
  open();
  await untilPart(name);
  expect(document.activeElement).toBe(document.body);
});

it('another part: its heading has the focus, and back and forward go through them', async () => {
  const user = open();
  await user.click(link('dataName'));
  await untilPart('dataName');
  await untilFocused(heading);
  screen.getByText('a table');
  history.back();
  await untilPart('settingsName');
  await untilFocused(heading);
  history.forward();
  await untilPart('dataName');
});

it('what was typed in a part is still there when it is come back to, and out of reach meanwhile', async () => {
  const user = open();
  fill(screen.getByRole('textbox'), 'half an address');
  await user.click(link('dataName'));
  await untilPart('dataName');
  expect(screen.queryByRole('textbox')).toBeNull();
  await user.click(link('settingsName'));
  await untilPart('settingsName');
  expect(valueIn(screen.getByRole('textbox'))).toBe('half an address');
});
