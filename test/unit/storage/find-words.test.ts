/** Words are found where they were ever written, and told with the step they are to be erased at. */
import { expect, it } from 'vitest';
import { asKey } from '../../../domain/key';
import type { FoundWords } from '../../../storage/rpc/protocol';
import { KEY, OTHER, value, world, write } from './world';

const asked = (background: ReturnType<typeof world>, text: string) =>
  background.ask({ type: 'find-words', text }).then(value);
/** Keys with how many of their steps. */
const told = ({ items }: FoundWords) => items.map(({ view, steps }) => `${view.key} ${steps.length}`);

/** Two steps at one item, one of them written over; a why and a title at another. */
async function filled() {
  const background = world();
  const { act, ask } = background;
  await act(write('Try hunter2 on staging'));
  const { view } = value(await act(write('Ask Sam for the log')));
  const [first] = view.steps;
  await act({ type: 'rewrite', step: first!.id, text: 'Try the new one on staging', base: first!.revision });
  await act({ type: 'wait', step: view.steps[1]!.id, on: 'Ana' });
  await act({ type: 'why', text: 'Customers are locked out' }, OTHER);
  await ask({ type: 'see', seen: [{ key: OTHER, title: 'Login fails' }] });
  return { ...background, first: first!.id, second: view.steps[1]!.id };
}

it.each([
  ['hunter2', [`${KEY} 1`]],
  ['HUNTER2 staging', [`${KEY} 1`]],
  ['staging', [`${KEY} 1`]],
  ['hunter2 log', []],
  ['sam', [`${KEY} 1`]],
  ['ana', [`${KEY} 1`]],
  ['locked', [`${OTHER} 0`]],
  ['login locked', [`${OTHER} 0`]],
  ['login', [`${OTHER} 0`]],
  ['widgets#1', [`${KEY} 0`]],
  ['widgets#1 sam', [`${KEY} 1`]],
  ['widgets', [`${OTHER} 0`, `${KEY} 0`]],
  ['written', []],
  ['hunter3', []],
  ['   ', []],
])('“%s”: %j', async (text, expected) => {
  const found = await asked(await filled(), text);
  expect(told(found)).toEqual(expected);
  expect(found.isMore).toBe(false);
});

it('what was written over is told with its step, as that reads now', async () => {
  const background = await filled();
  const { items } = await asked(background, 'hunter2');
  expect(items[0]!.steps).toEqual([background.first]);
  expect(items[0]!.view.steps[0]!.text).toBe('Try the new one on staging');
});

it('of many, the last written at are told, and that there are more', async () => {
  const background = world();
  for (let number = 1; number <= 21; number += 1)
    await background.act(write('Read the log'), asKey(`github.com/acme/widgets#${number}`)!);
  const { items, isMore } = await asked(background, 'log');
  expect(items.map(({ view }) => view.key)[0]).toBe('github.com/acme/widgets#21');
  expect(items).toHaveLength(20);
  expect(isMore).toBe(true);
});

it('is no page’s to ask', async () => {
  const background = await filled();
  const answer = await background.server.answer(
    { type: 'find-words', text: 'hunter2' },
    { id: 'foothold', url: 'https://github.com/acme/widgets/issues', origin: 'https://github.com' },
  );
  expect(answer).toMatchObject({ ok: false, error: { code: 'wrong-origin' } });
});
