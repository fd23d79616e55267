/**
 * The page everything is measured on: GitHub's issue list as trackers/github.md describes it, every row mounted,
 * with a plain script of its own instead of React. The same at every run: no clock, no chance.
 */

/** Address it is served at. */
export const address = (rows: number): string => `https://github.com/acme/bench/issues?rows=${rows}`;

/** Runs in the page. `globalThis.bench` is how a run drives it. */
function script(rows: number): void {
  const list = document.querySelector('ul')!;
  // Copied before any overlay has seen the page.
  const template = list.firstElementChild!.cloneNode(true) as Element;
  const log = document.querySelector('aside')!;
  let next = rows + 1;
  let seed = 1;
  // A linear congruential generator (Numerical Recipes): the same rows at every run.
  const random = (below: number) => {
    seed = (seed * 1664525 + 1013904223) % 2 ** 32;
    return Math.floor((seed / 2 ** 32) * below);
  };
  const frame = () => new Promise<number>((done) => requestAnimationFrame(done));

  const row = (number: number): Element => {
    const copy = template.cloneNode(true) as Element;
    const link = copy.querySelector('a')!;
    link.setAttribute('href', `/acme/bench/issues/${number}`);
    link.textContent = `Item ${number} of the bench`;
    copy.querySelector('[data-testid="list-row-repo-name-and-number"]')!.textContent = `#${number}`;
    return copy;
  };

  const shifts: number[] = [];
  const long: number[] = [];
  new PerformanceObserver((entries) => {
    for (const entry of entries.getEntries()) shifts.push((entry as unknown as { value: number }).value);
  }).observe({ type: 'layout-shift', buffered: true });
  new PerformanceObserver((entries) => {
    for (const entry of entries.getEntries()) long.push(entry.duration);
  }).observe({ type: 'longtask', buffered: true });

  Object.assign(globalThis, {
    bench: {
      shifts,
      long,
      /** Until nothing in the page has changed for 60 frames. */
      async quiet() {
        let still = 0;
        const observer = new MutationObserver(() => {
          still = 0;
        });
        observer.observe(document, { childList: true, subtree: true, attributes: true });
        while (still < 60) {
          await frame();
          still += 1;
        }
        observer.disconnect();
      },
      /** 120 frames that each replace 10 rows, half of them among the first 40, and add 20 other nodes. */
      async churn() {
        for (let count = 0; count < 120; count += 1) {
          await frame();
          for (let place = 0; place < 10; place += 1) {
            const old = list.children[random(place < 5 ? Math.min(40, rows) : rows)]!;
            old.replaceWith(row(next));
            next += 1;
          }
          for (let node = 0; node < 20; node += 1) {
            const line = document.createElement('div');
            line.textContent = `event ${count}.${node}`;
            log.append(line);
          }
        }
      },
      /**
       * Puts an item on top, and says in which frame after that its chip is painted; null: in none of sixty. The
       * chip's root must be open.
       */
      async appear(number: number) {
        await frame();
        const added = row(number);
        list.firstElementChild!.replaceWith(added);
        for (let frames = 1; frames <= 60; frames += 1) {
          await frame();
          // What this frame paints is known after its layout, when every observer of sizes that was there before
          // this one has had its turn.
          await new Promise<void>((laidOut) => {
            const observer = new ResizeObserver(() => {
              observer.disconnect();
              laidOut();
            });
            observer.observe(document.documentElement);
          });
          const shown = added.querySelector('foothold-chip')?.shadowRoot?.firstElementChild;
          if (shown && shown.textContent !== '' && shown.getBoundingClientRect().width > 0) return frames;
        }
        return null;
      },
    },
  });
}

const item = (number: number): string => `<div><li class="row">
<span data-testid="list-row-state-icon"><svg class="octicon octicon-issue-opened" width="16" height="16"></svg><span class="sr-only">Status: Open.</span></span>
<div><div data-listview-item-title-container><h3><a data-testid="issue-pr-title-link" data-hovercard-type="issue" href="/acme/bench/issues/${number}">Item ${number} of the bench</a></h3></div>
<div class="line"><span data-testid="list-row-repo-name-and-number">#${number}</span><span data-testid="created-at">opened <relative-time datetime="2026-0${1 + (number % 9)}-1${number % 10}T08:00:00Z">earlier</relative-time></span></div></div>
<div data-testid="list-row-assignees"><img alt="mona" width="20" height="20" src="data:image/gif;base64,R0lGODlhAQABAAAAACw="></div>
</li></div>`;

const STYLE = `body { margin: 0; font: 14px sans-serif; display: flex }
main { width: 900px } aside { width: 300px; height: 600px; overflow: hidden; contain: strict }
ul { margin: 0; padding: 0; list-style: none } h3 { margin: 0 } .sr-only { display: none }
.row { height: 64px; box-sizing: border-box; padding: 8px; display: flex; gap: 8px; border-top: 1px solid;
content-visibility: auto; contain-intrinsic-size: 900px 64px } .line { display: flex; gap: 8px; height: 22px }`;

export function benchPage(rows: number): string {
  const items = Array.from({ length: rows }, (_, index) => item(index + 1)).join('\n');
  return `<!doctype html><html lang="en" data-color-mode="light"><head><meta charset="utf-8"><title>Issues</title>
<style>${STYLE}</style></head><body><main><react-app app-name="issues-react"><ul data-listview-component="items-list">
${items}
</ul></react-app></main><aside></aside><script>(${script})(${rows})</script></body></html>`;
}
