/** What remembering costs: the popup with 10,000 steps, the log with 100,000 events. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { build } from 'vite';
import { type Launched, launch } from '../browser.ts';

export interface StorageReading {
  steps: number;
  /** Ms from opening the popup until its field has the cursor and its lists are drawn; one for each opening. */
  popup: number[];
  events: number;
  rebuild: number;
  appends: number[];
}

/** `inside.ts` and all it needs, as one script. */
async function inside(): Promise<string> {
  const outDir = join(import.meta.dirname, '../../.output/bench');
  await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      outDir,
      lib: {
        entry: join(import.meta.dirname, 'inside.ts'),
        formats: ['iife'],
        name: 'inside',
        fileName: () => 'inside.js',
      },
    },
  });
  return readFileSync(join(outDir, 'inside.js'), 'utf8');
}

const blank = async ({ context, extensionId }: Launched): Promise<Page> => {
  const page = await context.newPage();
  // A page of the extension that runs nothing of it.
  await page.goto(`chrome-extension://${extensionId}/manifest.json`);
  return page;
};

async function openPopup({ context, extensionId }: Launched): Promise<number> {
  const page = await context.newPage();
  await page.addInitScript(() => {
    const usable = () =>
      document.activeElement instanceof HTMLInputElement && document.querySelector('main li') !== null;
    const measured = new Promise<number>((done) => {
      const look = () => {
        if (!usable()) return;
        observer.disconnect();
        // After the frame that shows it.
        requestAnimationFrame(() => done(performance.now()));
      };
      const observer = new MutationObserver(look);
      observer.observe(document, { childList: true, subtree: true });
      document.addEventListener('focusin', look);
    });
    Object.assign(globalThis, { usable: measured });
  });
  await page.goto(`chrome-extension://${extensionId}/popup.html`);
  const ms = await page.evaluate<number>('usable');
  await page.close();
  return ms;
}

export async function readStorage(): Promise<StorageReading> {
  const script = await inside();
  // Its own pages only: with nobody between them and the browser, who would add his own time to each file.
  const browser = await launch({ build: 'shipped', practice: false });
  try {
    const page = await blank(browser);
    // As the extension runs it, where the content security policy lets zod compile nothing.
    await page.evaluate(`globalThis.__zod_globalConfig = { jitless: true }; ${script}`);
    const steps = await page.evaluate<number>('footholdBench.tenThousandSteps()');
    const log = await page.evaluate<Omit<StorageReading, 'steps' | 'popup'>>(
      'footholdBench.hundredThousandEvents()',
    );
    await page.close();
    const popup: number[] = [];
    for (let count = 0; count < 6; count += 1) popup.push(await openPopup(browser));
    return { steps, popup, ...log };
  } finally {
    await browser.close();
  }
}
