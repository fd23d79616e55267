// @vitest-environment jsdom
/** What the popup says of backups: an offer once there is something to lose, and that they have stopped. */
import { screen, waitFor } from '@testing-library/preact';
import { expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { KEY, value, write } from '../../unit/storage/world';
import { dataWorld } from '../data/data-world';
import { text } from '../messages';
import { button, field, openPopup, untilLines } from './open-popup';

async function withSteps(count: number) {
  const background = dataWorld();
  for (let step = 1; step <= count; step += 1) await background.act(write(`Step ${step}`), KEY);
  return background;
}
const offer = () => screen.queryByText(text('popupBackupOffer'));

it('nine steps: nothing is offered', async () => {
  await openPopup({ background: await withSteps(9) });
  await untilLines(1);
  expect(offer()).toBeNull();
});

it('ten steps: offered until it is answered, and then never again', async () => {
  const background = await withSteps(10);
  await openPopup({ background });
  await waitFor(() => expect(offer()).not.toBeNull());
  document.body.replaceChildren();

  const { user } = await openPopup({ background });
  await waitFor(() => expect(offer()).not.toBeNull());
  await user.click(button(text('toastClose')));
  expect(offer()).toBeNull();
  expect(document.activeElement).toBe(field());
  await waitFor(async () => expect(await background.backups.news()).toBeNull());
});

it('its one button opens the page where a rhythm is chosen', async () => {
  const background = await withSteps(10);
  const { user } = await openPopup({ background });
  Object.assign(fakeBrowser.extension, { getViews: () => [] });
  const create = vi.spyOn(fakeBrowser.tabs, 'create');
  await user.click(await screen.findByRole('button', { name: text('popupBackupSet') }));
  expect(create.mock.calls).toEqual([[{ url: fakeBrowser.runtime.getURL('/dashboard.html#data') }]]);
  await waitFor(async () => expect(await background.backups.news()).toBeNull());
});

it('backups that have stopped are told each time', async () => {
  const background = await withSteps(1);
  background.folder.isPermitted = true;
  background.folder.next = 'interrupted';
  value(await background.ask({ type: 'set-backup', rhythm: 'daily' }));
  await expect(background.backups.backUp(null)).rejects.toThrow();
  for (let time = 0; time < 2; time += 1) {
    const { user } = await openPopup({ background });
    await screen.findByText(text('popupBackupPaused'));
    await user.click(button(text('toastClose')));
    document.body.replaceChildren();
  }
});
