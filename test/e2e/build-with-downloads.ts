/** A build that has the `downloads` permission from the start: the browser's question is no page. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OUTPUT } from '../browser';
import { expect } from '../fixture';

/** Where a spec finds it; a folder for each, as they may run at once. */
export const pathWithDownloads = (spec: string): string => join(OUTPUT, `chrome-mv3-downloads-${spec}`);

/** Makes it, a copy of the testing build. Call before all tests. */
export function buildWithDownloads(spec: string): void {
  const path = pathWithDownloads(spec);
  cpSync(join(OUTPUT, 'chrome-mv3-testing'), path, { recursive: true });
  const file = join(path, 'manifest.json');
  const { optional_permissions: optional, ...manifest } = JSON.parse(readFileSync(file, 'utf8'));
  expect(optional).toEqual(['downloads']);
  writeFileSync(file, JSON.stringify({ ...manifest, permissions: [...manifest.permissions, ...optional] }));
}
