/** The browser between one of our pages and its background: messages and ports carry copies, a moment later. */
import type { ConnectOptions } from '../../storage/rpc/client';
import type { Push } from '../../storage/rpc/protocol';
import type { Sender } from '../../storage/rpc/sender';
import type { Server } from '../../storage/rpc/server';

type Runtime = NonNullable<ConnectOptions['browser']>;
type Listener<T> = (value: T) => void;

export function createRuntime(server: Pick<Server, 'answer' | 'join'>, sender: Sender): Runtime {
  const connect = () => {
    const pageListeners = new Set<Listener<Push>>();
    const serverListeners = new Set<() => void>();
    const goneListeners = new Set<() => void>();
    server.join({
      sender,
      postMessage(push) {
        const copy = structuredClone(push);
        queueMicrotask(() => {
          for (const hear of pageListeners) hear(copy);
        });
      },
      disconnect: () =>
        queueMicrotask(() => {
          for (const hear of goneListeners) hear();
        }),
      onDisconnect: { addListener: (hear) => serverListeners.add(hear) },
    });
    return {
      onMessage: { addListener: (hear: Listener<Push>) => pageListeners.add(hear) },
      onDisconnect: { addListener: (hear: () => void) => goneListeners.add(hear) },
      disconnect() {
        pageListeners.clear();
        for (const hear of serverListeners) hear();
      },
    };
  };
  const runtime = {
    id: sender.id,
    connect,
    sendMessage: async (message: unknown) =>
      structuredClone(await server.answer(structuredClone(message), sender)),
    // The background speaks to its pages first only when it starts anew.
    onMessage: { addListener: () => {}, removeListener: () => {} },
  };
  return { runtime } as unknown as Runtime;
}
