// An empty page of the extension, framed in a closed root in the top layer. Made when it is asked for and gone when it
// is closed: while there is one, no page is kept whole when it is left.
let host = null;
let frame = null;

function make() {
  host = document.createElement('least-panel');
  const root = host.attachShadow({ mode: 'closed' });
  const box = document.createElement('div');
  box.popover = 'manual';
  frame = document.createElement('iframe');
  frame.title = 'The least possible panel';
  frame.src = chrome.runtime.getURL('frame.html');
  frame.addEventListener('load', () => frame.focus());
  box.append(frame);
  root.append(box);
  document.documentElement.append(host);
  box.showPopover();
}

chrome.runtime.onMessage.addListener((_asked, _from, answer) => {
  if (!host) make();
  answer(null);
});

// The frame tells of Escape by the page's window: it holds no secret.
window.addEventListener('message', ({ data, source }) => {
  if (data !== 'least-close' || source !== frame?.contentWindow) return;
  host.remove();
  host = frame = null;
});
