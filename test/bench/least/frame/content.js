// An empty page of the extension, framed in a closed root in the top layer: made once, then hidden and shown again.
let box = null;
let frame = null;

function make() {
  const host = document.createElement('least-panel');
  const root = host.attachShadow({ mode: 'closed' });
  box = document.createElement('div');
  box.popover = 'manual';
  frame = document.createElement('iframe');
  frame.title = 'The least possible panel';
  frame.src = chrome.runtime.getURL('frame.html');
  frame.addEventListener('load', () => frame.focus());
  box.append(frame);
  root.append(box);
  document.documentElement.append(host);
}

chrome.runtime.onMessage.addListener((_asked, _from, answer) => {
  const isNew = !box;
  if (isNew) make();
  box.showPopover();
  if (!isNew) frame.focus();
  answer(null);
});

// The frame tells of Escape by the page's window: it holds no secret.
window.addEventListener('message', ({ data, source }) => {
  if (data !== 'least-close' || source !== frame?.contentWindow) return;
  box.hidePopover();
});
