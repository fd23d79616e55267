/**
 * Draws the PNGs of the manifest from `public/icon/icon.svg`. Run it after the drawing changed:
 * `node test/pages/popup-icon.ts`
 */
import { readFile, writeFile } from 'node:fs/promises';
import { chromium } from '@playwright/test';

const FOLDER = new URL('../../public/icon/', import.meta.url);
const SIZES = [16, 32, 48, 96, 128];

const svg = await readFile(new URL('icon.svg', FOLDER), 'utf8');
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
const page = await browser.newPage();
for (const size of SIZES) {
  await page.setViewportSize({ width: size, height: size });
  const address = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
  await page.setContent(
    `<style>body{margin:0}img{display:block}</style><img width=${size} height=${size} src="${address}">`,
  );
  await page.locator('img').evaluate((image: HTMLImageElement) => image.decode());
  const png = await page.screenshot({ omitBackground: true });
  await writeFile(new URL(`${size}.png`, FOLDER), png);
}
await browser.close();
