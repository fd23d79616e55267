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
    /** Nothing of the page may be held by what is given back. */
    giveBack(used: SpareChip): void {
      used.chip.rest();
      // What a page wrote on a host was meant for the row it stood in.
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
