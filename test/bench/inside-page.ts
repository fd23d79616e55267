/** A blank page of the extension in which `inside.ts` runs: the extension's own storage, without its pages. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { build } from 'vite';
import { type Launched, OUTPUT } from '../browser.ts';

export async function openBlank({ context, extensionId }: Launched): Promise<Page> {
  const page = await context.newPage();
  // A page of the extension that runs nothing of it.
  await page.goto(`chrome-extension://${extensionId}/manifest.json`);
  // As the extension runs it, where the content security policy lets zod compile nothing.
  await page.evaluate(`globalThis.__zod_globalConfig = { jitless: true }; ${await bundleInside()}`);
  return page;
}

/** `inside.ts` and all it needs, as one script. */
async function bundleInside(): Promise<string> {
  const outDir = join(OUTPUT, 'bench/inside');
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
