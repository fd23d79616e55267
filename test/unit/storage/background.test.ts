import { beforeEach, describe, expect, it, vi } from 'vitest';
import { announceWorker } from '../../../entrypoints/background/announce-worker';
import { runCommand } from '../../../entrypoints/background/run-command';

const browser = vi.hoisted(() => ({
  tabs: { query: vi.fn(), sendMessage: vi.fn() },
  runtime: { sendMessage: vi.fn() },
  action: { openPopup: vi.fn() },
}));
vi.mock('wxt/browser', () => ({ browser }));

const nobody = () =>
  Promise.reject(new Error('Could not establish connection. Receiving end does not exist.'));

beforeEach(() => {
  vi.resetAllMocks();
  browser.action.openPopup.mockResolvedValue(undefined);
});

describe('a command', () => {
  it('goes to the tab in front of the last window', async () => {
    browser.tabs.query.mockResolvedValue([{ id: 7 }]);
    browser.tabs.sendMessage.mockResolvedValue(true);
    await runCommand('start-step');
    expect(browser.tabs.query).toHaveBeenCalledWith({ active: true, lastFocusedWindow: true });
    expect(browser.tabs.sendMessage.mock.calls).toEqual([[7, { type: 'command', command: 'start-step' }]]);
    expect(browser.action.openPopup).not.toHaveBeenCalled();
  });

  it.each([
    ['Foothold is not on the page', [{ id: 7 }], nobody],
    ['nothing there answers', [{ id: 7 }], () => Promise.resolve(undefined)],
    ['what comes of it can’t be shown there', [{ id: 7 }], () => Promise.resolve(false)],
    ['the tab has no id', [{}], () => Promise.resolve(true)],
    ['there is no tab', [], () => Promise.resolve(true)],
  ])('opens the popup when %s', async (_, tabs, answer) => {
    browser.tabs.query.mockResolvedValue(tabs);
    browser.tabs.sendMessage.mockImplementation(answer);
    await runCommand('edit-step');
    expect(browser.action.openPopup).toHaveBeenCalledOnce();
  });

  it('is let go when the popup can’t be opened', async () => {
    browser.tabs.query.mockResolvedValue([]);
    browser.action.openPopup.mockRejectedValue(new Error('no window'));
    await expect(runCommand('finish-step')).resolves.toBeUndefined();
  });
});

describe('the hello of a new worker', () => {
  it('reaches every tab and our own pages, whoever is not there', async () => {
    browser.tabs.query.mockResolvedValue([{ id: 1 }, {}, { id: 2 }, { id: 3 }]);
    browser.tabs.sendMessage.mockImplementation((id: number) =>
      id === 2 ? nobody() : Promise.resolve(null),
    );
    browser.runtime.sendMessage.mockImplementation(nobody);
    await announceWorker('worker 1');
    const request = { type: 'hello', worker: 'worker 1' };
    expect(browser.tabs.sendMessage.mock.calls).toEqual([1, 2, 3].map((id) => [id, request]));
    expect(browser.runtime.sendMessage.mock.calls).toEqual([[request]]);
  });
});
