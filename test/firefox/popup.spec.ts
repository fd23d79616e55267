/** The popup's quick-add in a real Firefox: opened by its own key, written in and left by keys and a pointer. */
import { test } from '../e2e/real-keys.ts';
import { expect } from '../poll.ts';
import { withFirefox } from './firefox.ts';
import { openPopup, popupOf } from './popup.ts';
import { heardBy, labelOf, NOTHING } from './shown.ts';

const ITEM = '#1279';
/** Typed piece by piece. */
const STEP = ['Open the', ' 401', ' log'] as const;

test('in Firefox: half a step survives the popup, and a whole one is added', { tag: '@long' }, ({ hands }) =>
  withFirefox({ headless: false }, async (firefox) => {
    const page = await firefox.open('/acme/widgets/issues/1279?churn=off');
    const popup = () => popupOf(firefox.browser);
    const label = () => labelOf(page, ITEM);
    await page.bringToFront();
    await hands.focusWindow('firefox');
    await expect.poll(label).toContain('Write the next step');

    await openPopup(page, hands, '');
    await hands.type(STEP[0]);
    await expect.poll(popup).toMatchObject({ value: STEP[0] });
    // Firefox closes a popup with it, and doesn't tell the popup.
    await hands.press('Escape');
    await expect.poll(popup).toBeNull();
    await openPopup(page, hands, STEP[0]);
    await hands.type(STEP[1]);
    await expect.poll(popup).toMatchObject({ value: STEP[0] + STEP[1] });
    await hands.click(page, { x: 200, y: 700 });
    await expect.poll(popup).toBeNull();
    await openPopup(page, hands, STEP[0] + STEP[1]);
    await hands.type(STEP[2]);
    await hands.press('Return');
    const step = STEP.join('');
    await expect.poll(label).toContain(`${step}. next step`);
    await expect
      .poll(popup)
      .toMatchObject({ value: '', said: expect.stringContaining(`Added to acme/widgets${ITEM}`) });
    await hands.press('Escape');
    await expect.poll(popup).toBeNull();

    // The popup's own key is all the page heard of it.
    const isOwnKey = (event: string) => /^key(?:down|up) (?:Alt|Shift|Q|q)$/.test(event);
    const { events, shortcuts } = await heardBy(page);
    expect({ events: events.filter((event) => !isOwnKey(event)), shortcuts }).toEqual(NOTHING);
    await page.reload();
    await expect.poll(label).toContain(`${step}. next step`);
    await openPopup(page, hands, '');
    expect(firefox.errors).toEqual([]);
    expect(firefox.refused).toEqual([]);
  }),
);
