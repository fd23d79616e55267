/** What is stored, kept up to date. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { RpcClient } from '../../storage/rpc/client';
import type { BackupState, DataState, Refusal } from '../../storage/rpc/protocol';

export interface Stored {
  /** Null: not known yet. */
  state: DataState | null;
  /** Why nothing can be read; null: all is well. */
  trouble: Refusal | null;
  takeBackup: (backup: BackupState) => void;
  refresh: () => void;
}

export function useData(rpc: RpcClient): Stored {
  const [state, setState] = useState<DataState | null>(null);
  const [trouble, setTrouble] = useState<Refusal | null>(null);
  const takeBackup = (backup: BackupState) => setState((known) => known && { ...known, backup });

  // One question at a time: many things may change in a moment.
  const asking = useRef<'no' | 'yes' | 'again'>('no');
  const refresh = async () => {
    if (asking.current !== 'no') {
      asking.current = 'again';
      return;
    }
    do {
      asking.current = 'yes';
      const answer = await rpc.ask({ type: 'data' });
      setTrouble(answer.ok ? null : answer.error);
      if (answer.ok) setState(answer.value);
      // @ts-expect-error It may have been set meanwhile.
    } while (asking.current === 'again');
    asking.current = 'no';
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each background there is
  useEffect(() => {
    const ending = new AbortController();
    rpc.onPush((push) => {
      if (push.type === 'backup') takeBackup(push.backup);
      else if (push.type === 'changed' || push.type === 'connected') void refresh();
    }, ending.signal);
    void refresh();
    return () => ending.abort();
  }, [rpc]);

  return { state, trouble, takeBackup, refresh: () => void refresh() };
}
