// @vitest-environment jsdom
/** The data page: out, in, and kept safe. What is erased: erase.test.tsx. */
import { screen, waitFor, within } from '@testing-library/preact';
import { expect, it } from 'vitest';
import { MIGRATIONS } from '../../../storage/migrations';
import { KEY, OTHER, value, write } from '../../unit/storage/world';
import { text } from '../messages';
import { untilFocused, untilText } from '../page';
import { type DataWorld, dataWorld } from './data-world';
import { button, fileField, type OpenData, openData, report, said, section } from './open-data';

const EVENTS = ['events', 'items'];
const NAME = 'foothold-2026-11-02.json';

/** Two events of one item, one of another. */
async function filled(background = dataWorld()): Promise<DataWorld> {
  await background.act(write('Read the log', true));
  await background.act(write('Ask Ana'), OTHER);
  return background;
}

async function exported({ user, saved }: OpenData): Promise<string> {
  await user.click(button(text('dataExportNow')));
  await waitFor(() => expect(saved.size).toBe(1));
  return saved.get(NAME)!.text();
}

const choose = (user: OpenData['user'], content: string | Uint8Array<ArrayBuffer>) =>
  user.upload(fileField(), new File([content], 'a file.json', { type: 'application/json' }));
const numbers = () => [...report()!.querySelectorAll('dd')].map((each) => each.textContent);

it('everything is handed over as one file, and its numbers are said', async () => {
  const page = await openData(await filled());
  const file = JSON.parse(await exported(page));
  expect(file.events).toHaveLength(3);
  await untilText(said('dataExport'), text('dataExported', NAME, '3 events'));
  expect(document.activeElement).toBe(button(text('dataExportNow')));
});

it('a file is looked at first; imported, what it holds is here, and twice is nothing new', async () => {
  const first = await openData(await filled());
  const file = await exported(first);
  const before = await first.background.dump(...EVENTS);
  document.body.replaceChildren();

  const { user, background } = await openData();
  await choose(user, file);
  await untilFocused(() => within(section('dataImport')).queryByRole('heading', { level: 3 }));
  expect(document.activeElement?.textContent).toBe(text('dataImportWould', 'a file.json'));
  expect(numbers()).toEqual(['3', '0', '0']);
  expect(await background.store.read((db) => db.events.count())).toBe(0);

  await user.click(button(text('dataImportNow')));
  await untilText(said('dataImport'), text('dataImported', '3 events of 2 items'));
  await untilText(report, text('dataImportDid', 'a file.json'));
  expect(await background.dump(...EVENTS)).toBe(before);
  await waitFor(() => expect(section('storageName').textContent).toContain('3 events'));
  await user.click(button(text('dataClose')));
  expect(report()).toBeNull();
  expect(document.activeElement).toBe(fileField());

  await choose(user, file);
  await untilText(report, text('dataImportNothing'));
  expect(numbers()).toEqual(['0', '3', '0']);
  expect(screen.queryByRole('button', { name: text('dataImportNow') })).toBeNull();
});

it('given up, nothing is imported', async () => {
  const file = await exported(await openData(await filled()));
  document.body.replaceChildren();
  const { user, background } = await openData();
  await choose(user, file);
  await untilText(report, text('dataImportNow'));
  await user.click(button(text('jobCancel')));
  expect(report()).toBeNull();
  expect(document.activeElement).toBe(fileField());
  expect(await background.store.read((db) => db.events.count())).toBe(0);
});

it('a refused event is told with why and where, and the others are taken', async () => {
  const file = JSON.parse(await exported(await openData(await filled())));
  document.body.replaceChildren();
  file.events[1].at = 'yesterday';
  file.events[2].key = 'tracker.example.com/1';
  const { user, background } = await openData();
  await choose(user, JSON.stringify(file));
  await untilText(report, text('dataImportNow'));
  expect(numbers()).toEqual(['1', '0', '2']);
  expect(report()!.textContent).toContain(text('import_refused_no_event'));
  expect(report()!.textContent).toContain(text('importPlaces', 2));
  expect(report()!.textContent).toContain(text('import_refused_unknown_tracker'));
  await user.click(button(text('dataImportNow')));
  await untilText(report, text('dataImportDid', 'a file.json'));
  expect(await background.store.read((db) => db.events.count())).toBe(1);
});

it.each([
  ['no JSON', 'foothold, but not quite', text('error_file_not_json', 1, 1)],
  ['half a file', '{"foothold": 1, "events": [', text('error_file_cut')],
  ['somebody else’s', '{"name": "a package", "version": "1.0.0"}', text('error_file_not_ours')],
  ['no text', new Uint8Array([0xff, 0xfe, 0x00]), text('error_file_not_text')],
])('%s: the sentence says what is wrong, and another file can be chosen', async (_, content, sentence) => {
  const { user } = await openData();
  await choose(user, content);
  await untilText(said('dataImport'), sentence);
  expect(said('dataImport')()?.className).toContain('problem');
  expect(report()).toBeNull();
});

it('a dropped file is taken as a chosen one, and one dropped beside it does not replace the page', async () => {
  const file = new File([await exported(await openData(await filled()))], 'dropped.json');
  document.body.replaceChildren();
  await openData();
  const drop = (target: EventTarget) => {
    const event = new Event('drop', { bubbles: true, cancelable: true });
    Object.assign(event, { dataTransfer: { files: [file], types: ['Files'] } });
    target.dispatchEvent(event);
    return event.defaultPrevented;
  };
  expect(drop(document.body)).toBe(true);
  expect(report()).toBeNull();
  expect(drop(document.querySelector('.drop')!)).toBe(true);
  await untilText(report, text('dataImportWould', 'dropped.json'));
});

it('backups: asked for by a press, refused with what to do, kept up to date', async () => {
  const { user, background, browser } = await openData(await filled());
  const pressed = () => within(section('backupName')).getByRole('button', { pressed: true }).textContent;
  expect(pressed()).toBe(text('backupOff'));
  expect(section('backupName').textContent).toContain(text('backupNever'));
  browser.answer = false;
  await user.click(button(text('backupDaily')));
  await untilText(said('backupName'), text('error_backup_not_permitted'));
  expect(pressed()).toBe(text('backupOff'));
  await user.click(button(text('backupNow')));
  await untilText(said('backupName'), text('error_backup_not_permitted'));

  browser.answer = true;
  await user.click(button(text('backupDaily')));
  await untilText(said('backupName'), text('backupIsDaily'));
  expect(pressed()).toBe(text('backupDaily'));
  await user.click(button(text('backupNow')));
  await untilText(said('backupName'), text('backupDone', 'Foothold/backup-monday.json'));
  await waitFor(() => expect(section('backupName').textContent).not.toContain(text('backupNever')));
  expect(background.folder.downloads.map(({ name }) => name)).toEqual(['Foothold/backup-monday.json']);

  await user.click(button(text('backupOff')));
  await untilText(said('backupName'), text('backupIsOff'));
  await waitFor(() => expect(background.folder.isPermitted).toBe(false));
});

it('a backup that hangs can be cancelled, and the focus stays where it can go on', async () => {
  const { user, background } = await openData(await filled());
  background.folder.next = null;
  await user.click(button(text('backupNow')));
  await untilText(said('backupName'), text('jobSaving'));
  await user.click(button(text('jobCancel')));
  await untilText(said('backupName'), text('error_cancelled'));
  await untilFocused(() => button(text('backupNow')));
});

it('a backup that failed is told once, and why none is made by itself is seen by who comes later', async () => {
  const background = await filled();
  background.folder.isPermitted = true;
  background.folder.next = 'interrupted';
  value(await background.ask({ type: 'set-backup', rhythm: 'daily' }));
  const { user } = await openData(background);
  const told = () => section('backupName').textContent?.split(text('error_backup_failed')).length;
  await user.click(button(text('backupNow')));
  await untilText(said('backupName'), text('error_backup_failed'));
  expect(told()).toBe(2);
  document.body.replaceChildren();
  await openData(background);
  await untilText(() => section('backupName'), text('error_backup_failed'));
  expect(said('backupName')()?.textContent).toBe('');
});

it('a copy kept before an update is restored or deleted, once more asked', async () => {
  const background = await filled();
  await background.store.backups.make(99, background.clock.now);
  await background.store.write((db) => Promise.all([db.events.clear(), db.items.clear()]));
  const { user } = await openData(background);
  const day = 'Nov 2, 2026';
  const onCopy = (name: 'keptRestore' | 'keptDelete') => button(text('detail', text(name), day));
  await untilText(() => section('keptName'), '3 events');
  await user.click(onCopy('keptRestore'));
  await user.click(await screen.findByRole('button', { name: text('dataImportNow') }));
  await untilText(said('keptName'), text('dataImported', '3 events of 2 items'));
  expect(await background.store.read((db) => db.events.count())).toBe(3);

  await user.click(onCopy('keptDelete'));
  const dialog = () => screen.getByRole('dialog', { name: text('keptDeleteAsk', day) });
  await user.click(within(dialog()).getByRole('button', { name: text('jobCancel') }));
  expect(document.activeElement).toBe(onCopy('keptDelete'));
  await user.click(onCopy('keptDelete'));
  await user.click(within(dialog()).getByRole('button', { name: text('keptDelete') }));
  await untilText(said('keptName'), text('keptDeleted', day));
  await untilText(() => section('keptName'), text('keptNone'));
  expect(document.activeElement).toBe(screen.getByRole('heading', { name: text('keptName') }));
});

it('storage: what there is, whether the browser keeps it, and put together anew', async () => {
  const { user, browser, background } = await openData(await filled());
  const part = section('storageName');
  for (const fact of ['2 steps, 2 items, and 3 events', '1.8 MB', 'foothold', text('storageMayGo')])
    await untilText(() => part, fact);
  browser.agrees = false;
  await user.click(button(text('storagePersist')));
  await untilText(said('storageName'), text('storageNotPersisted'));
  browser.agrees = true;
  await user.click(button(text('storagePersist')));
  await waitFor(() => expect(screen.queryByRole('button', { name: text('storagePersist') })).toBeNull());
  expect(document.activeElement?.textContent).toBe(text('storagePersistent'));

  const before = await background.dump(...EVENTS);
  await background.store.write((db) => db.items.clear());
  await user.click(button(text('storageRebuild')));
  await untilText(said('storageName'), text('storageRebuilt', '3 events of 2 items'));
  expect(await background.dump(...EVENTS)).toBe(before);
});

it('what is done elsewhere is seen here', async () => {
  const { background } = await openData(await filled());
  value(await background.act(write('Write to Sam'), KEY));
  await untilText(() => section('storageName'), '3 steps');
});

it('a newer database is shown and exported, and nothing else is offered', async () => {
  const later = await filled(
    dataWorld({ migrations: [...MIGRATIONS, { version: 99, stores: { boards: 'id' } }] }),
  );
  later.store.close();
  const page = await openData(dataWorld({ indexedDB: later.factory }));
  await screen.findByText(text('dataReadOnly'));
  const names = screen.getAllByRole('heading', { level: 2 }).map((each) => each.textContent);
  expect(names).toEqual([text('dataExport'), text('storageName')]);
  expect(screen.queryByRole('button', { name: text('storageRebuild') })).toBeNull();
  expect(JSON.parse(await exported(page)).events).toHaveLength(3);
});
