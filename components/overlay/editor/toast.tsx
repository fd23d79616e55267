/** What came of an act, with its way back. Goes by itself, but not from under a pointer or the focus. */
import { Component, createRef } from 'preact';
import { Icon } from '../../ui/icons';
import { t } from '../../wording/messages';
import type { ToastMessage } from './actions';

/** Long enough to read a sentence twice and reach for the button, ms. */
const STAYS = 9000;
/** How long it stays after it was let go of, ms. */
const STAYS_ON = 2500;

interface Props {
  said: ToastMessage | null;
  onClose: () => void;
}

export class Toast extends Component<Props, { spoken: string }> {
  private box = createRef<HTMLDivElement>();
  private timer = 0;
  private frame = 0;
  override state = { spoken: '' };

  override componentDidMount(): void {
    this.show(null);
  }

  override componentDidUpdate({ said }: Props): void {
    this.show(said);
  }

  override componentWillUnmount(): void {
    clearTimeout(this.timer);
    cancelAnimationFrame(this.frame);
  }

  private show(before: ToastMessage | null): void {
    const { said } = this.props;
    if (said === before) return;
    this.componentWillUnmount();
    // A live region is read when its text changes, not when it comes with one.
    // Not the step's own words: text that is spoken can be found by a page's script (`window.find`).
    const spoken = said ? [said.text, said.about?.name].filter(Boolean).join(': ') : '';
    this.frame = requestAnimationFrame(() => this.setState({ spoken }));
    if (!said) return;
    const box = this.box.current!;
    // Anew each time: it comes to lie above dialogs that were opened after it.
    if (box.matches(':popover-open')) box.hidePopover();
    box.showPopover();
    this.timer = window.setTimeout(this.leave, STAYS);
  }

  private leave = (): void => {
    if (this.box.current?.matches(':hover, :focus-within'))
      this.timer = window.setTimeout(this.leave, STAYS_ON);
    else this.props.onClose();
  };

  override render({ said, onClose }: Props, { spoken }: { spoken: string }) {
    return (
      <>
        <div class="spoken" role="status">
          {spoken}
        </div>
        {said && (
          <div ref={this.box} popover="manual" class={`toast toast-${said.tone}`}>
            <div class="words">
              <p>{said.text}</p>
              {said.about && (
                <p class="about">
                  {said.about.name}{' '}
                  {said.about.step && (
                    <bdi dir="auto" inert>
                      {said.about.step}
                    </bdi>
                  )}
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
}
