import { insideOf } from '../e2e/inside';
import { expect, test } from '../fixture';
import { fieldOf, LIST, openList, panelsOf, SECRET, TOGGLE, types, writeStep } from './attacked-list';

test.use({ build: 'shipped' });

test('what a page says of our elements changes nothing they are', async ({ foothold }) => {
  const tried = await openList(foothold);
  await writeStep(tried);
  const { page, inside } = tried;
  const before = (await inside.box('.open'))!;
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`foothold-chip { opacity: 0 !important; transform: translateX(-300px) !important;
      filter: blur(9px) !important; visibility: hidden !important; clip-path: inset(50%) !important;
      mix-blend-mode: difference !important; display: none !important; pointer-events: auto !important;
      --foothold-text: red !important; --foothold-font: spy !important; --foothold-raised: red !important;
      font: 90px spy !important; letter-spacing: 9px !important; zoom: 3 !important; scale: 3 !important; }
      foothold-chip::before, foothold-chip::after { content: 'Win' !important; position: fixed; inset: 0; }`);
    document.adoptedStyleSheets = [sheet];
    const host = document.querySelector<HTMLElement>('foothold-chip')!;
    for (const name of ['opacity', 'scale', 'zoom']) host.style.setProperty(name, '0.1', 'important');
    host.animate({ opacity: [0, 0], transform: ['scale(3)', 'scale(3)'] }, { duration: 1e6 });
  });
  expect(await inside.box('.open')).toEqual(before);
  const said = await inside.run(() => {
    const host = document.querySelector('foothold-chip')!;
    const { opacity, transform, filter, visibility, clipPath, mixBlendMode } = getComputedStyle(host);
    const covers = ['::before', '::after'].map((name) => getComputedStyle(host, name).content);
    return { opacity, transform, filter, visibility, clipPath, mixBlendMode, covers: covers.join() };
  });
  expect(said).toEqual({
    opacity: '1',
    transform: 'none',
    filter: 'none',
    visibility: 'visible',
    clipPath: 'none',
    mixBlendMode: 'normal',
    covers: 'none,none',
  });
});

test("no page's font is loaded for a step, whatever it is called", async ({ foothold }) => {
  const fonts: string[] = [];
  const tried = await openList(foothold);
  const { page, inside } = tried;
  page.on('request', (request) => request.url().includes('/spy/') && fonts.push(request.url()));
  await page.evaluate(() => {
    const families = [
      'spy',
      'system-ui',
      'sans-serif',
      '-apple-system',
      'BlinkMacSystemFont',
      'Segoe UI',
      'Noto Sans',
      'Helvetica',
      'Arial',
      'Roboto',
      'Oxygen',
      'Ubuntu',
      'Fira Sans',
      'Droid Sans',
      'Helvetica Neue',
      'Inter Variable',
      'SF Pro Display',
      'ui-sans-serif',
      'emoji',
    ];
    const letters = [...'QJXZqjxz'];
    const faces = families.flatMap((family) =>
      letters.map(
        (letter) => `@font-face { font-family: "${family}";
      src: url("/spy/${family.replaceAll(' ', '-')}/${letter.charCodeAt(0)}.woff2");
      unicode-range: U+${letter.charCodeAt(0).toString(16)}; }`,
      ),
    );
    const style = document.createElement('style');
    style.textContent = `${faces.join('\n')}
      :root { --fontStack-system: spy; }
      foothold-chip, foothold-toast { --foothold-font: spy !important; font-family: spy !important; }`;
    document.head.append(style);
  });
  // The page's own letters, so that the test knows such a face would be asked for.
  await page.evaluate(() => {
    const own = document.createElement('p');
    own.style.fontFamily = 'spy';
    own.textContent = 'Z';
    document.body.prepend(own);
  });
  await expect.poll(() => fonts.some((url) => url.endsWith('/spy/spy/90.woff2'))).toBe(true);
  // What the page's own words ask for is known by then.
  await page.evaluate(() => document.fonts.ready.then(() => null));
  const own = [...fonts];
  await writeStep(tried);
  await expect.poll(() => inside.texts('.toast .step')).toEqual([SECRET]);
  await inside.click(TOGGLE);
  await expect.poll(() => inside.texts('.toast p')).toContain('Started');
  await page.evaluate(() => document.fonts.ready.then(() => null));
  expect(fonts).toEqual(own);
});

test('a page reads nothing of what is written and typed', async ({ foothold }) => {
  const tried = await openList(foothold);
  await tried.page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    for (const type of [
      'keydown',
      'keyup',
      'keypress',
      'beforeinput',
      'input',
      'selectionchange',
      'paste',
      'copy',
    ])
      window.addEventListener(type, (event) => event.isTrusted && heard.push(type), true);
    new PerformanceObserver((list) => {
      // The release of the key that closes the panel may be the page's: it can measure it.
      for (const { name } of list.getEntries())
        if (/keydown|keypress|input|composition/.test(name)) heard.push(`timing ${name}`);
    }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
  });
  await writeStep(tried);
  const { page, inside } = tried;
  await inside.click('.open');
  await expect.poll(() => fieldOf(page)).toBe(SECRET);
  await page.keyboard.type(' again');
  await expect.poll(() => fieldOf(page)).toBe(`${SECRET} again`);
  // Before the page selects and copies for itself, which it hears.
  expect(await page.evaluate(() => (window as unknown as { heard: string[] }).heard)).toEqual([]);
  const read = await page.evaluate(
    ([word, long]) => {
      const { find } = window as unknown as { find: (text: string) => boolean };
      const found: string[] = [];
      if (find.call(window, word!) || find.call(window, long!)) found.push('find');
      for (const name of ['selectAll', 'copy', 'cut', 'delete', 'undo']) document.execCommand(name);
      document.execCommand('insertText', false, 'planted');
      const ours = [
        ...document.querySelectorAll<HTMLElement>('foothold-chip, foothold-toast, foothold-panel'),
      ];
      const selection = getSelection()!;
      for (const host of ours) {
        selection.selectAllChildren(host);
        found.push(String(selection));
        found.push(host.textContent, host.textContent!, host.outerHTML);
        if (host.shadowRoot) found.push('root');
        try {
          host.attachInternals();
        } catch {}
      }
      found.push(JSON.stringify(performance.getEntries().filter(({ name }) => name.includes('extension'))));
      found.push(document.activeElement!.outerHTML, document.body.textContent, `${window.length} frames`);
      return found.join('\n');
    },
    [SECRET.split(' ')[1]!, SECRET],
  );
  for (const word of [...SECRET.split(' '), 'find', 'root', 'extension:']) expect(read).not.toContain(word);
  expect(read).toContain('0 frames');
  expect(await fieldOf(page)).toBe(`${SECRET} again`);
});

test('what a page patches before anything else of it runs is not what we use', async ({ foothold }) => {
  const tried = await openList(foothold, (page) =>
    page.addInitScript(() => {
      const caught: string[] = [];
      Object.assign(window, { caught });
      const ours = (one: unknown) => one instanceof Element && one.localName.startsWith('foothold-');
      const wrap = (owner: object, name: string) => {
        const own = Object.getOwnPropertyDescriptor(owner, name)!;
        const wrapped = (call: (...given: unknown[]) => unknown) =>
          function (this: unknown, ...given: unknown[]) {
            if (ours(this) || JSON.stringify(given.map(String)).includes('foothold')) caught.push(name);
            return call.apply(this, given);
          };
        Object.defineProperty(
          owner,
          name,
          own.value ? { ...own, value: wrapped(own.value) } : { ...own, get: wrapped(own.get!) },
        );
      };
      wrap(Element.prototype, 'attachShadow');
      wrap(Document.prototype, 'createElement');
      wrap(Document.prototype, 'adoptNode');
      wrap(Element.prototype, 'append');
      wrap(Node.prototype, 'appendChild');
      wrap(EventTarget.prototype, 'addEventListener');
      wrap(HTMLIFrameElement.prototype, 'contentWindow');
      wrap(HTMLElement.prototype, 'showPopover');
      wrap(HTMLElement.prototype, 'focus');
      wrap(MessagePort.prototype, 'postMessage');
    }),
  );
  await writeStep(tried);
  expect(await tried.page.evaluate(() => (window as unknown as { caught: string[] }).caught)).toEqual([]);
});

test('focus that a page takes, and a host it removes, lose nothing and give it nothing', async ({
  foothold,
}) => {
  const tried = await openList(foothold);
  const { page, inside } = tried;
  await page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    const own = document.createElement('input');
    own.id = 'thief';
    document.body.prepend(own);
    own.addEventListener('keydown', ({ key }) => heard.push(key));
  });
  await inside.click('.open');
  await expect.poll(() => fieldOf(page)).toBe('');
  await page.keyboard.type('one ');
  await page.evaluate(() => document.querySelector<HTMLElement>('#thief')!.focus());
  await page.keyboard.type('two ');
  await expect.poll(() => fieldOf(page)).toBe('one two ');
  await page.evaluate(() => document.querySelector('foothold-panel')!.remove());
  await expect.poll(() => fieldOf(page)).toMatch(/^one/);
  expect(await page.evaluate(() => (window as unknown as { heard: string[] }).heard)).toEqual([]);
  expect(await types(foothold)).toEqual([]);
});

test('a panel that the page makes itself, by whatever address, shows and does nothing', async ({
  foothold,
}) => {
  const tried = await openList(foothold);
  await writeStep(tried);
  const { page, inside } = tried;
  await inside.click('.open');
  await expect.poll(() => fieldOf(page)).toBe(SECRET);
  // No page can learn it: here it is told.
  const address = panelsOf(page)[0]!.url();
  const before = await types(foothold);
  await page.keyboard.press('Escape');
  await expect.poll(() => fieldOf(page)).toBeNull();
  for (const src of [address, `chrome-extension://${foothold.extensionId}/panel.html`]) {
    const answers = await page.evaluate(
      (src) =>
        new Promise<string[]>((resolve) => {
          const frame = document.createElement('iframe');
          frame.src = src;
          frame.className = 'forged';
          const got: string[] = [];
          window.addEventListener('message', ({ data }) => got.push(JSON.stringify(data)));
          frame.addEventListener('load', () => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = ({ data }) => got.push(JSON.stringify(data));
            frame.contentWindow!.postMessage({ 'foothold-panel': true }, '*', [port2]);
            for (let times = 0; times < 200; times += 1) {
              const nonce = times.toString(16).padStart(32, '0');
              const theme = { scheme: 'light', colors: {}, font: 'serif' };
              port1.postMessage({ type: 'open', nonce, theme, reason: null });
              port1.postMessage({ type: 'typed', keys: [{ key: 'x' }, { key: 'Enter' }] });
              frame.contentWindow!.postMessage({ type: 'open', nonce }, '*');
              window.postMessage({ 'foothold-panel': true, nonce, type: 'open' }, '*');
            }
            setTimeout(() => resolve(got), 1500);
          });
          document.body.append(frame);
          // A frame that the browser refuses loads its own error page.
          setTimeout(() => resolve(got), 5000);
        }),
      src,
    );
    expect(
      answers.filter((one) => /did|key|step|view|Quiz/.test(one) && !one.includes('foothold-panel')),
    ).toEqual([]);
    for (const frame of panelsOf(page))
      expect(await frame.evaluate(() => document.body.textContent).catch(() => '')).not.toMatch(/Quiz|#\d/);
    await page.evaluate(() => document.querySelector('.forged')!.remove());
  }
  // In a window of its own.
  await page.evaluate((address) => void window.open(address), address);
  await page.bringToFront();
  await inside.click('.open');
  await expect.poll(() => fieldOf(page)).toBe(SECRET);
  for (const other of foothold.context.pages())
    if (other !== page)
      expect(await other.evaluate(() => document.body.textContent).catch(() => '')).not.toMatch(/Quiz/);
  expect(await types(foothold)).toEqual(before);
});

test('a window that its opener prepared hears nothing of what is done in it', async ({ foothold }) => {
  const opener = await foothold.open(LIST, { churn: 'off' });
  const [page] = await Promise.all([
    foothold.context.waitForEvent('page'),
    opener.evaluate((address) => {
      const heard: string[] = [];
      Object.assign(window, { heard });
      const opened = window.open('about:blank')!;
      const listen = () => {
        for (const type of ['keydown', 'keyup', 'pointerdown', 'mousedown', 'click', 'input', 'focusin'])
          opened.addEventListener(
            type,
            (event) => {
              const aimed = event.target as Element;
              if (event.isTrusted && aimed.localName?.startsWith('foothold-'))
                heard.push(`${type} ${aimed.localName}`);
            },
            true,
          );
      };
      listen();
      opened.location.href = address;
    }, `https://github.com${LIST}?churn=off`),
  ]);
  await page.waitForFunction(() => window.practice?.hydrated, undefined, { polling: 20 });
  await page.bringToFront();
  const inside = await insideOf(page, foothold.extensionId);
  await expect.poll(async () => (await inside.chips()).length).toBeGreaterThan(2);
  await writeStep({ page, inside });
  expect(await opener.evaluate(() => (window as unknown as { heard: string[] }).heard)).toEqual([]);
});
