/** The popup in its bubble, as the browser opened it by itself: no tab, and so nothing Playwright has a page for. */
import type { CDPSession, Page } from '@playwright/test';

export interface Bubble {
  /** Gives what an expression in the popup gives; undefined while no popup is open. */
  evaluate<T>(expression: string): Promise<T | undefined>;
}

/** @param page any tab of the browser */
export async function bubbleOf(page: Page): Promise<Bubble> {
  const session = await page.context().newCDPSession(page);
  const attached = new Map<string, string>();
  let asked = 0;
  return {
    async evaluate<T>(expression: string) {
      const { targetInfos } = await session.send('Target.getTargets');
      const target = targetInfos.find(
        ({ type, url }) => type === 'page' && /^chrome-extension:.*\/popup\.html$/.test(url),
      );
      if (!target) return undefined;
      const { targetId } = target;
      if (!attached.has(targetId)) {
        // Not flat: a flat session of a target that Playwright didn't open would be thrown away.
        const answer = await session.send('Target.attachToTarget', { targetId, flatten: false });
        attached.set(targetId, answer.sessionId);
      }
      asked += 1;
      return answerOf<T>(session, attached.get(targetId)!, asked, expression);
    },
  };
}

function answerOf<T>(
  session: CDPSession,
  sessionId: string,
  id: number,
  expression: string,
): Promise<T | undefined> {
  const message = JSON.stringify({
    id,
    method: 'Runtime.evaluate',
    params: { expression, returnByValue: true, awaitPromise: true },
  });
  return new Promise((resolve, reject) => {
    const done = (then: () => void) => {
      session.off('Target.receivedMessageFromTarget', hear);
      session.off('Target.detachedFromTarget', gone);
      then();
    };
    const gone = (event: { sessionId: string }) => {
      if (event.sessionId === sessionId) done(() => resolve(undefined));
    };
    const hear = (event: { sessionId: string; message: string }) => {
      const heard = JSON.parse(event.message);
      if (event.sessionId !== sessionId || heard.id !== id) return;
      const { result, exceptionDetails } = heard.result ?? {};
      if (exceptionDetails) done(() => reject(new Error(JSON.stringify(exceptionDetails))));
      else done(() => resolve(result?.value as T | undefined));
    };
    session.on('Target.receivedMessageFromTarget', hear);
    session.on('Target.detachedFromTarget', gone);
    // Closed meanwhile.
    session
      .send('Target.sendMessageToTarget', { sessionId, message })
      .catch(() => done(() => resolve(undefined)));
  });
}
