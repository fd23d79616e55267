// Shows what the worker says in one text.
const shown = document.createElement('span');
shown.className = 'least';
document.body.append(shown);
chrome.runtime.connect({ name: 'live' }).onMessage.addListener(({ count }) => {
  shown.textContent = `${count}`;
});
