/**
 * What content scripts have behind `wxt/browser` instead of the polyfill (wxt.config.ts): every page pays for their
 * size. Promises are the browser's own in Manifest V3; only listeners that answer by one still need help in Chrome.
 */
import type { Browser, Runtime } from 'webextension-polyfill';

type Native = typeof globalThis & { browser?: Browser; chrome: Browser };
type Listener = (message: unknown, sender: Runtime.MessageSender) => Promise<unknown> | undefined;
type NativeListener = (
  message: unknown,
  sender: Runtime.MessageSender,
  answer: (value: unknown) => void,
) => boolean;

const { browser: promising, chrome } = globalThis as Native;
const api: Browser = promising?.runtime?.id ? promising : chrome;

const natives = new WeakMap<Listener, NativeListener>();

function native(listener: Listener): NativeListener {
  let made = natives.get(listener);
  if (!made) {
    made = (message, sender, answer) => {
      const answered = listener(message, sender);
      void answered?.then(answer);
      return answered !== undefined;
    };
    natives.set(listener, made);
  }
  return made;
}

export const browser = {
  i18n: api.i18n,
  runtime: {
    // Asked for each time: once an update replaced the extension, there is no runtime any more.
    get id() {
      return api.runtime?.id;
    },
    connect: (as: { name: string }) => api.runtime.connect(as),
    sendMessage: (message: unknown) => api.runtime.sendMessage(message),
    getManifest: () => api.runtime.getManifest(),
    getURL: (path: string) => api.runtime.getURL(path),
    onMessage: {
      addListener: (listener: Listener) => api.runtime.onMessage.addListener(native(listener) as never),
      removeListener: (listener: Listener) => api.runtime.onMessage.removeListener(native(listener) as never),
    },
  },
};
