/**
 * Chips that stand in no row, kept for the next rows: making a chip costs several times as much as writing its texts.
 */

import { type HostFlow, hostFlowOf } from '../placement/host-flow';
import { CHIP, type ShadowHosts } from '../placement/shadow-host';
import type { ChipAction } from '../tracker-contract';
import { type Chip, type ChipKeyHandler, createChip } from './chip';

/** A chip that may stand in any row. */
export interface SpareChip {
  host: HTMLElement;
  root: ShadowRoot;
  chip: Chip;
  flow: HostFlow;
}

const MAX_SPARE_CHIPS = 30;

interface Options {
  hosts: ShadowHosts;
  onAction: (host: HTMLElement, action: ChipAction) => void;
  onKey: ChipKeyHandler;
  signal: AbortSignal;
}

export function createChipPool({ hosts, onAction, onKey, signal }: Options) {
  const spare: SpareChip[] = [];
  signal.addEventListener('abort', () => {
    spare.length = 0;
  });

  return {
    take(): SpareChip {
      const kept = spare.pop();
      if (kept) return kept;
      const { host, root } = hosts.make(CHIP);
      const chip = createChip({ root, onAction: (action) => onAction(host, action), onKey });
      return { host, root, chip, flow: 'out' };
    },
    /** What is given back must hold nothing of the page: it would keep removed rows in memory. */
    giveBack(used: SpareChip): void {
      used.chip.rest();
      // A page may have written attributes on the host, for the row it stood in: such a host is not used again.
      const isPlain = used.host.attributes.length === 0;
      if (isPlain && spare.length < MAX_SPARE_CHIPS && !signal.aborted) spare.push(used);
    },
    /** Fits the host to how this parent lays out its children. */
    fitInto(used: SpareChip, parent: Element): void {
      const flow = hostFlowOf(parent);
      if (flow === used.flow) return;
      used.flow = flow;
      hosts.setFlow(used.root, flow);
    },
  };
}
