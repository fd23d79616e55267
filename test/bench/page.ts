/**
 * The pages everything is measured on, each as its tracker's notes describe it (kinds.ts), with a plain script of its
 * own instead of React: what is measured is not the page. The same at every run: no clock, no chance.
 */
import { type Kind, STYLE } from './kinds.ts';

/** Runs in the page. `globalThis.bench` is how a run drives it. */
function script(rows: number, virtual: boolean, name: (row: Element, number: number) => void): void {
  const list = document.querySelector('.bench-list') as HTMLElement;
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
    name(copy, number);
    return copy;
  };

  /** A virtual list: only the rows near the screen are there, and they are used again for others. */
  const HEIGHT = 44;
  const scroller = document.querySelector('main')!;
  const slots: { row: HTMLElement; index: number }[] = [];
  const draw = () => {
    const first = Math.max(0, Math.floor(scroller.scrollTop / HEIGHT) - 8);
    const last = Math.min(rows, first + Math.ceil(scroller.clientHeight / HEIGHT) + 16);
    for (let index = first; index < last; index += 1) {
      const place = index % (Math.ceil(scroller.clientHeight / HEIGHT) + 16);
      let slot = slots[place];
      if (!slot) {
        slot = { row: row(index + 1) as HTMLElement, index };
        slots[place] = slot;
        list.append(slot.row);
      } else if (slot.index === index) continue;
      else name(slot.row, index + 1);
      slot.index = index;
      slot.row.style.transform = `translateY(${index * HEIGHT}px)`;
    }
  };
  if (virtual) {
    list.style.height = `${rows * HEIGHT}px`;
    list.replaceChildren();
    scroller.addEventListener('scroll', draw);
    draw();
  }

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
      /**
       * 120 frames that each replace 10 rows, half of them among the first 40, and add 20 other nodes; of a virtual
       * list, scroll by 10 rows, down and up again.
       */
      async churn() {
        // Asked once: to ask in every frame would have the page lay out what any overlay added, and call that script.
        const far = scroller.scrollHeight - scroller.clientHeight;
        for (let count = 0; count < 120; count += 1) {
          await frame();
          const way = (count * 10 * HEIGHT) % (2 * far);
          if (virtual) scroller.scrollTop = way <= far ? way : 2 * far - way;
          for (let place = 0; place < 10 && !virtual; place += 1) {
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

export function benchPage({ html, name, virtual }: Kind, rows: number): string {
  const shown = virtual ? 1 : rows;
  const items = Array.from({ length: shown }, (_, index) => html.row(index + 1)).join('\n');
  return `<!doctype html><html lang="en" data-color-mode="light"><head><meta charset="utf-8"><title>Issues</title>
${html.head ?? ''}<style>${STYLE}</style></head><body><main${virtual ? ' class="virtual"' : ''}>${html.before}
${items}
${html.after}</main><aside></aside><script>(${script})(${rows}, ${virtual}, { ${name} }.name)</script></body></html>`;
}
