/** One step in a list: what it is, whose item it is of, and what can be done with it. */
import type { ComponentChildren } from 'preact';
import { longName } from '../../domain/item-key';
import { addressOf } from '../../domain/key';
import type { Action, Line } from '../../storage/rpc/protocol';
import { Icon } from '../ui/icons';
import { language, t } from '../wording/messages';
import { ranFor } from '../wording/step-state';
import { Age } from './age';
import { standing } from './line-groups';
import { snoozeUntil } from './snooze';
import { LineForm, type LineText } from './step-line-form';

/** What is open below the line. */
export type Opened = { type: 'more' } | LineText;

interface Props {
  line: Line;
  /** The item's name stands above already. */
  here: boolean;
  now: number;
  /** Its buttons are reached by Tab; the arrows reach the other lines. */
  current: boolean;
  opened: Opened | null;
  /** Something was typed below it and not saved. */
  isUnsaved: boolean;
  onOpened: (opened: Opened | null) => void;
  onDo: (action: Action) => void;
  overHttp: readonly string[];
  onGo: (address: string) => void;
  /** Asked to erase its words for good. */
  onErase: () => void;
}

/** One table of what can be done with the step: its keys and its buttons do the same. */
export function StepLine({
  line,
  here,
  now,
  current,
  opened,
  isUnsaved,
  onOpened,
  onDo,
  overHttp,
  onGo,
  onErase,
}: Props) {
  const { step } = line;
  const started = step.state === 'started';
  const toggle = () => onDo({ type: started ? 'pause' : 'start', step: step.id });
  const finish = () => onDo({ type: 'finish', step: step.id, outcome: null });
  const drop = () => onDo({ type: 'drop', step: step.id });
  const more = () => onOpened(opened?.type === 'more' ? null : { type: 'more' });
  const rewrite = () => onOpened({ type: 'rewrite', text: step.text, base: step.revision, fault: null });
  const wait = () =>
    step.waitingOn === null
      ? onOpened({ type: 'wait', text: '', fault: null })
      : onDo({ type: 'wait', step: step.id, on: null });
  const snooze = () =>
    line.snoozedUntil !== null && line.snoozedUntil > now ? onDo({ type: 'snooze', until: null }) : more();

  const keys: Record<string, () => void> = {
    s: toggle,
    d: finish,
    e: rewrite,
    w: wait,
    z: snooze,
    x: drop,
    m: more,
  };
  const keyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLInputElement) return;
    if (event.key === 'Escape' && opened) {
      event.preventDefault();
      onOpened(null);
      return;
    }
    const run = keys[letterOf(event)];
    if (!run || event.repeat) return;
    event.preventDefault();
    run();
  };

  const tabIndex = current ? 0 : -1;
  const button = (
    control: string,
    name: string,
    short: string,
    run: () => void,
    drawing: ComponentChildren,
  ) => (
    <button
      type="button"
      class={`button button-icon button-${control}`}
      data-control={control}
      tabIndex={tabIndex}
      aria-label={t('detail', name, step.text)}
      aria-keyshortcuts={short}
      aria-expanded={control === 'more' ? opened !== null : undefined}
      title={`${name} (${short})`}
      onClick={run}
    >
      {drawing}
    </button>
  );

  return (
    <li class={`line line-${standing(line, now)}`} data-step={step.id} onKeyDown={keyDown}>
      {button(
        'toggle',
        t(started ? 'actPause' : 'actStart'),
        'S',
        toggle,
        <Icon name={started ? 'pause' : 'start'} />,
      )}
      <div class="line-what">
        <p class="line-step">
          <bdi>{step.text}</bdi>
        </p>
        <p class="line-about">
          <LineState line={line} here={here} now={now} />
          {isUnsaved && opened === null && <span class="age">{t('editorDraft')}</span>}
          {!here && (
            <ItemLink line={line} address={addressOf(line.key, overHttp)} tabIndex={tabIndex} onGo={onGo} />
          )}
        </p>
      </div>
      {button('finish', t('actFinish'), 'D', finish, <Icon name="finish" />)}
      {button('more', t('popupMore'), 'M', more, <Icon name="more" />)}
      {opened?.type === 'more' && (
        <More
          line={line}
          now={now}
          onDo={onDo}
          onWait={wait}
          onRewrite={rewrite}
          onDrop={drop}
          onErase={onErase}
        />
      )}
      {opened && opened.type !== 'more' && (
        <LineForm key={opened.type} draft={opened} step={step} onDraft={onOpened} onDo={onDo} />
      )}
    </li>
  );
}

interface ItemLinkProps extends Pick<Props, 'line' | 'onGo'> {
  address: string;
  tabIndex: number;
}

function ItemLink({ line: { key, facts }, address, tabIndex, onGo }: ItemLinkProps) {
  return (
    <a
      class="line-item"
      href={address}
      data-control="item"
      tabIndex={tabIndex}
      onClick={(event) => {
        event.preventDefault();
        onGo(address);
      }}
    >
      <span class="name">{longName(key)}</span> <bdi>{facts?.title}</bdi>
    </a>
  );
}

/** The letter of a key, also on a keyboard that writes another script. */
const letterOf = (event: KeyboardEvent): string =>
  /^[a-z]$/i.test(event.key) || !event.code.startsWith('Key')
    ? event.key.toLowerCase()
    : event.code.slice('Key'.length).toLowerCase();

function LineState({ line, here, now }: Pick<Props, 'line' | 'here' | 'now'>) {
  const { step, gap, snoozedUntil } = line;
  const list = standing(line, now);
  if (list === 'started') return <Age name="popupRan" length={ranFor(step, now)} bare={!here} />;
  if (list === 'waiting') {
    const since = step.waits.at(-1)?.from ?? step.since;
    return (
      <>
        <span class="age">
          <bdi class="waits">{t('popupWaitingOn', step.waitingOn ?? '')}</bdi>
        </span>
        <Age name="popupWaitingFor" length={Math.max(0, now - since)} />
      </>
    );
  }
  if (list === 'snoozed' && snoozedUntil !== null) return <span class="age">{dayOf(snoozedUntil)}</span>;
  const due = snoozedUntil !== null && <span class="age age-due">{t('popupDue')}</span>;
  return (
    <>
      {due}
      {step.state === 'paused' ? (
        <Age name="popupPausedFor" length={Math.max(0, now - step.since)} />
      ) : (
        <Age name="popupUnstarted" length={gap} bare={!here} />
      )}
    </>
  );
}

const dayOf = (instant: number): string =>
  t(
    'popupUntil',
    new Intl.DateTimeFormat(language(), { weekday: 'short', day: 'numeric', month: 'short' }).format(instant),
  );

interface MoreProps extends Pick<Props, 'line' | 'now' | 'onDo' | 'onErase'> {
  onWait: () => void;
  onRewrite: () => void;
  onDrop: () => void;
}

function More({ line, now, onDo, onWait, onRewrite, onDrop, onErase }: MoreProps) {
  const asleep = line.snoozedUntil !== null && line.snoozedUntil > now;
  const option = (control: string, label: string, run: () => void) => (
    <button type="button" class="button button-pill" data-control={control} onClick={run}>
      {label}
    </button>
  );
  const snooze = (choice: 'tomorrow' | 'next-week') => () =>
    onDo({ type: 'snooze', until: snoozeUntil(choice, now) });
  return (
    // biome-ignore lint/a11y/useSemanticElements: buttons of one kind, not a form's fields
    <div class="line-more" role="group" aria-label={t('detail', t('popupMore'), line.step.text)}>
      {option('rewrite', t('popupRewrite'), onRewrite)}
      {option('wait', t(line.step.waitingOn === null ? 'popupWait' : 'popupWaitEnd'), onWait)}
      {asleep && option('wake', t('popupWake'), () => onDo({ type: 'snooze', until: null }))}
      {option('tomorrow', t('popupSnoozeTomorrow'), snooze('tomorrow'))}
      {option('next-week', t('popupSnoozeWeek'), snooze('next-week'))}
      {option('drop', t('actDrop'), onDrop)}
      {option('erase', t('eraseWords'), onErase)}
    </div>
  );
}
