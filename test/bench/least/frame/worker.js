// Hands a command to the tab in front.
chrome.commands.onCommand.addListener(async () => {
  const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
  await chrome.tabs.sendMessage(tab.id, 'show');
});
