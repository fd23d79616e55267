/** What remembering costs: an append beside a bare write of the same rows, and with more events beside itself. */
import { launch } from '../browser.ts';
import { openBlank } from './inside-page.ts';
import { compareRow, median, type Row } from './table.ts';

export interface LogReading {
  /** How many events each log began with. */
  events: { few: number; more: number; most: number };
  /** Ms, one for each append; `bare` is a strict put of the rows that the append to the longest log wrote. */
  appends: { few: number[]; most: number[]; bare: number[] };
  /** Ms of a rebuild. */
  rebuild: { more: number; most: number };
}

export async function measureLog(): Promise<Row[]> {
  const browser = await launch({ build: 'shipped', practice: false });
  try {
    const page = await openBlank(browser);
    const { events, appends, rebuild } = await page.evaluate<LogReading>('footholdBench.measureLog()');
    const whole = (value: number) => value.toLocaleString('en');
    return [
      compareRow({
        what: `append one event, ${whole(events.most)} kept`,
        against: 'bare strict put of its rows',
        least: median(appends.bare),
        ours: median(appends.most),
        bound: 2,
      }),
      compareRow({
        what: `append one event, ${whole(events.most)} kept`,
        against: `itself, ${whole(events.few)} kept`,
        least: median(appends.few),
        ours: median(appends.most),
        bound: 1.2,
      }),
      compareRow({
        what: `rebuild of ${whole(events.most)} events`,
        against: `itself, of ${whole(events.more)}`,
        least: rebuild.more,
        ours: rebuild.most,
        bound: 12,
      }),
    ];
  } finally {
    await browser.close();
  }
}
