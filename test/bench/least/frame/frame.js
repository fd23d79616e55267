const field = document.querySelector('input');
window.addEventListener('focus', () => field.focus());
if (document.hasFocus()) field.focus();
document.addEventListener('keydown', ({ key }) => {
  if (key !== 'Escape') return;
  field.blur();
  parent.postMessage('least-close', '*');
});
