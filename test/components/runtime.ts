/** The browser between one of our pages and its background: messages and ports carry copies, a moment later. */
import type { ConnectOptions } from '../../storage/rpc/client';
import { DATA } from '../../storage/rpc/data-protocol';
import type { DataPort } from '../../storage/rpc/data-server';
import type { Push } from '../../storage/rpc/protocol';
import type { Sender } from '../../storage/rpc/sender';
import type { Server } from '../../storage/rpc/server';

type Runtime = NonNullable<ConnectOptions['browser']>;
type Listener<T> = (value: T) => void;

/** @param dataServer takes the ports of long jobs */
export function createRuntime(
  server: Pick<Server, 'answer' | 'join'>,
  sender: Sender,
  dataServer?: { join(port: DataPort): void },
): Runtime {
  const connectLive = () => {
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
  const connectData = () => {
    const page = createEnd();
    const background = createEnd();
    const close = () => {
      page.end();
      background.end();
    };
    dataServer!.join({
      sender,
      postMessage: page.hear,
      disconnect: close,
      onMessage: background.onMessage,
      onDisconnect: background.onDisconnect,
    });
    return {
      postMessage: background.hear,
      disconnect: close,
      onMessage: page.onMessage,
      onDisconnect: page.onDisconnect,
    };
  };
  const runtime = {
    id: sender.id,
    connect: ({ name }: { name: string }) => (name === DATA ? connectData() : connectLive()),
    sendMessage: async (message: unknown) =>
      structuredClone(await server.answer(structuredClone(message), sender)),
    // The background speaks to its pages first only when it starts anew.
    onMessage: { addListener: () => {}, removeListener: () => {} },
  };
  return { runtime } as unknown as Runtime;
}

/** One end of a port: what is said to it arrives as a copy, a moment later, until it is closed. */
function createEnd() {
  const messages = new Set<Listener<unknown>>();
  const ends = new Set<() => void>();
  let isOpen = true;
  return {
    hear(message: unknown) {
      const copy = structuredClone(message);
      setTimeout(() => {
        if (isOpen) for (const hear of messages) hear(copy);
      });
    },
    end() {
      if (!isOpen) return;
      isOpen = false;
      setTimeout(() => {
        for (const hear of ends) hear();
      });
    },
    onMessage: { addListener: (hear: Listener<unknown>) => void messages.add(hear) },
    onDisconnect: { addListener: (hear: () => void) => void ends.add(hear) },
  };
}
