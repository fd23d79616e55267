/** Resolves once the next frame is drawn: what nobody waits for comes after what is looked at. */
export const untilPainted = (): Promise<void> =>
  new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
  });
