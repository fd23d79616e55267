/** What a file costs to write and to take in, beside bare loops that read and put as much, and beside itself. */
import { launch } from '../browser.ts';
import { openBlank } from './inside-page.ts';
import { compareRow, median, type Row } from './table.ts';

export interface DataReading {
  /** How many events the files hold. */
  events: { more: number; most: number };
  /** Ms. `bare` reads the events and makes a text of them. */
  exports: { most: number[]; bare: number[] };
  /** Ms, looked at and imported into nothing. `bare` parses the text and puts the same rows into the same tables. */
  imports: { more: number[]; most: number[]; bare: number[] };
}

export async function measureData(): Promise<Row[]> {
  const browser = await launch({ build: 'shipped', practice: false });
  try {
    const page = await openBlank(browser);
    const { events, exports, imports } = await page.evaluate<DataReading>('footholdBench.measureData()');
    const whole = (value: number) => value.toLocaleString('en');
    return [
      compareRow({
        what: `export of ${whole(events.most)} events`,
        against: 'bare loop: read, to text',
        least: median(exports.bare),
        ours: median(exports.most),
        bound: 2,
      }),
      compareRow({
        what: `import of ${whole(events.most)} events`,
        against: 'bare loop: parse, put its rows',
        least: median(imports.bare),
        ours: median(imports.most),
        bound: 2,
      }),
      compareRow({
        what: `import of ${whole(events.most)} events`,
        against: `itself, of ${whole(events.more)}`,
        least: median(imports.more),
        ours: median(imports.most),
        bound: 12,
      }),
    ];
  } finally {
    await browser.close();
  }
}
