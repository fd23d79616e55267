/** The extension's own clients (storage/rpc), built as for a content script, running in one of its pages. */
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { build } from 'vite';
import type { RpcClient } from '../../storage/rpc/client';
import type { DataClient } from '../../storage/rpc/data-client';
import type { Foothold } from '../fixture';

const CLIENT = join(import.meta.dirname, '../../storage/rpc/client.ts');
const DATA_CLIENT = join(import.meta.dirname, '../../storage/rpc/data-client.ts');
const ENTRY = 'real-client-entry';

declare global {
  interface Window {
    rpc: RpcClient;
    data: DataClient;
  }
}

/** What a build does that has the polyfill behind `wxt/browser`. */
const MODULES: Readonly<Record<string, string>> = {
  [ENTRY]: `import { connectRpc } from ${JSON.stringify(CLIENT)};
    import { connectData } from ${JSON.stringify(DATA_CLIENT)};
    window.data = connectData();
    window.rpc = connectRpc({ signal: new AbortController().signal });`,
  'wxt/browser': `import browser from 'webextension-polyfill'; export { browser };`,
};

async function bundle(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    plugins: [
      {
        name: 'modules of a text',
        resolveId: (id) => (id in MODULES ? `\0${id}` : null),
        load: (id) => MODULES[id.slice(1)] ?? null,
      },
    ],
    build: { write: false, minify: false, rolldownOptions: { input: ENTRY, output: { format: 'iife' } } },
  });
  const { output } = (Array.isArray(built) ? built[0] : built) as { output: { code?: string }[] };
  return output[0]!.code!;
}

/** Built once for all tests of a worker. */
let bundled: Promise<string> | null = null;

/** A page of the extension with nothing in it but `window.rpc` and `window.data`. */
export async function openClient(foothold: Foothold): Promise<Page> {
  const page = await foothold.context.newPage();
  // Any address of the extension's origin may ask; this one runs nothing by itself.
  await page.goto(`chrome-extension://${foothold.extensionId}/manifest.json`);
  bundled ??= bundle();
  await page.evaluate(await bundled);
  return page;
}
