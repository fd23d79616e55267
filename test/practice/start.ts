/**
 * `npm start`: the built extension in a Chromium, on the practice pages. No account, no network. Without a display
 * it walks over the pages by itself, prints what Foothold shows there, and keeps pictures in `out/`.
 * `npm start -- --live`: the real trackers, in a profile that is kept.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

const PRACTICE = [
  'https://github.com/acme/widgets/issues',
  'https://acme.atlassian.net/jira/software/c/projects/APP/boards/1',
  'https://linear.app/acme/team/ENG/all?store=400',
];

/** One sentence, and no stack: what went wrong is not in our code. */
function stop(sentence: string): never {
  console.error(`\n${sentence}`);
  process.exit(1);
}

if (Number(process.versions.node.split('.')[0]) < 24) {
  stop(`This needs Node 24 and runs on ${process.version}: use \`npm start\`, which brings its own.`);
}
if (!existsSync(join(root, 'node_modules/.bin/wxt'))) stop('Run `npm ci` first: nothing is installed yet.');

const { NoBrowser } = await import('../find-browser.ts');
try {
  await start(process.argv.includes('--live'));
} catch (error) {
  if (error instanceof NoBrowser) stop(error.message);
  stop(error instanceof Error ? (process.env.DEBUG ? error.stack! : error.message) : String(error));
}

async function start(live: boolean): Promise<void> {
  const display = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (live && !display) stop('`--live` opens a window, and there is no display here.');
  (await import('../machine.ts')).ensureBrowser();
  console.log('Building Foothold …');
  const built = spawnSync(join(root, 'node_modules/.bin/wxt'), ['build', '--level', 'warn'], {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (built.status !== 0)
    stop(`${built.stdout}${built.stderr}\nThe extension did not build; the reason is above.`);
  const { launch } = await import('../browser.ts');
  if (live) {
    const profile = join(root, '.output/live-profile');
    const browser = await launch({
      build: 'shipped',
      headless: false,
      practice: false,
      profile,
      viewport: null,
    });
    return show(
      browser,
      ['https://github.com/issues'],
      ['GitHub itself, in a profile that is kept: sign in once.'],
    );
  }
  await (await import('./build.ts')).buildPractice();
  const browser = await launch({
    build: 'shipped',
    headless: !display,
    ...(display ? { viewport: null } : {}),
  });
  if (display) {
    return show(browser, PRACTICE, [
      'Practice pages of GitHub, Jira and Linear, answered by this program: nothing on them is real.',
      '  Every row shows its age. Point at one and press +, write the next step, press Enter.',
      '  Alt+Shift+S starts it, Alt+Shift+D finishes it, Alt+Shift+E changes it.',
      '  The button in the toolbar opens the popup: type there from any tab.',
      '  Also: the pull requests, the board under Projects, and ?theme=dark in the address.',
    ]);
  }
  return walk(browser);
}

async function show(
  browser: import('../browser.ts').Launched,
  urls: string[],
  lines: string[],
): Promise<void> {
  const [first, ...rest] = urls;
  const page = browser.context.pages()[0] ?? (await browser.context.newPage());
  await page.goto(first!);
  for (const url of rest) await (await browser.context.newPage()).goto(url);
  await page.bringToFront();
  console.log(`\n${lines.join('\n')}\n\nClose the window to end.`);
  await new Promise<void>((closed) => browser.context.once('close', () => closed()));
  process.exit(0);
}

async function walk(browser: import('../browser.ts').Launched): Promise<void> {
  const { print, tour } = await import('./tour.ts');
  const out = join(root, 'out');
  console.log('There is no display here: walking over the practice pages without one.\n');
  const seen = await tour(browser, out).finally(() => browser.close());
  print(seen);
  console.log(`\nPictures: ${out}`);
  const left = browser.requests.filter(({ answer }) => answer === 'refused');
  if (left.length > 0) seen.faults.push(`Something asked for ${left.map(({ url }) => url).join(', ')}.`);
  if (seen.faults.length > 0) stop(seen.faults.join('\n'));
}
