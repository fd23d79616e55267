import { expect, test } from '../fixture';
import { chipOf, PAGES, served } from './linear-page';
import { complaints, databases, fill, openStore } from './linear-store';
test('probe', async ({ foothold }) => {
  const store = await openStore(foothold);
  console.log('fill ms', await fill(store, { issues: 20000 }));
  console.log(await databases(store));
  const page = await foothold.context.newPage();
  const said = complaints(page);
  await page.addInitScript(() => {
    const t = { rows: 0, chips: 0, ages: 0, long: [] as number[] };
    Object.assign(window, { timing: t });
    new PerformanceObserver((l) => { for (const e of l.getEntries()) t.long.push(Math.round(e.startTime), Math.round(e.duration)); }).observe({ type: 'longtask', buffered: true });
    const look = () => {
      const rows = document.querySelectorAll('a[data-list-row="true"][href*="/issue/"]').length;
      const chips = [...document.querySelectorAll('foothold-chip')];
      const ages = chips.filter((c) => /\d|now/.test(c.shadowRoot?.querySelector('.age')?.textContent ?? '')).length;
      if (rows > 10 && !t.rows) t.rows = performance.now();
      if (chips.length > 10 && !t.chips) t.chips = performance.now();
      if (ages > 10 && !t.ages) t.ages = performance.now();
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await page.goto(PAGES.team);
  await expect.poll(() => page.evaluate(() => (window as any).timing.ages), {timeout: 15000}).toBeGreaterThan(0);
  console.log('load', await page.evaluate(() => (window as any).timing));
  console.log((await served(page)).map((s) => `${s.item} ${s.chips[0]?.age} ${s.chips[0]?.spoken}`).join('\n'));
  for (const name of ['Cycle', 'project']) {
    await page.evaluate(() => Object.assign((window as any).timing, { rows: 1e9, chips: 0, ages: 0, long: [] }));
  }
  console.log(said);
});
