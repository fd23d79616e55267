/** What came of an act, with its way back. Goes by itself, but not from under a pointer or the focus. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../ui/icons';
import { t } from '../ui/text';
import type { Said } from './acts';

/** Long enough to read a sentence twice and reach for the button, ms. */
const STAYS = 9000;

export function Toast({ said, onClose }: { said: Said | null; onClose: () => void }) {
  const box = useRef<HTMLDivElement>(null);
  const [spoken, speak] = useState('');

  useEffect(() => {
    if (!said) return speak('');
    // A live region is read when its text changes, not when it comes with one.
    const frame = requestAnimationFrame(() =>
      speak([said.text, said.about?.step].filter(Boolean).join(': ')),
    );
    let timer = setTimeout(function leave() {
      const held = box.current?.matches(':hover, :focus-within') ?? false;
      if (held) timer = setTimeout(leave, 2000);
      else onClose();
    }, STAYS);
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [said, onClose]);

  useEffect(() => {
    // Above dialogs of the page's, and above an editor opened before.
    if (said) box.current?.showPopover();
  }, [said]);

  return (
    <>
      <div class="spoken" role="status">
        {spoken}
      </div>
      {said && (
        <div ref={box} popover="manual" class={`toast toast-${said.tone}`} data-foothold="toast">
          <div class="toast-words">
            <p>{said.text}</p>
            {said.about && (
              <p class="toast-about">
                <span>{said.about.name}</span> {said.about.step && <bdi dir="auto">{said.about.step}</bdi>}
              </p>
            )}
          </div>
          {said.action && (
            <button type="button" class="plain" onClick={said.action.run}>
              {said.action.label}
            </button>
          )}
          <button
            type="button"
            class="do"
            aria-label={t('toastClose')}
            title={t('toastClose')}
            onClick={onClose}
          >
            <Icon name="close" />
          </button>
        </div>
      )}
    </>
  );
}
