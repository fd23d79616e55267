/** The popup: what is typed goes to the item shown above it; below stands all that is begun and not begun. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Draft } from '../../domain/draft';
import { saysErased, wordsOfStep } from '../../domain/erase';
import type { ItemKey } from '../../domain/key';
import type { RpcClient } from '../../storage/rpc/client';
import type { DataClient } from '../../storage/rpc/data-client';
import type { Action, Answer, Line, Refusal, Settings } from '../../storage/rpc/protocol';
import { EraseWordsDialog, erasedText } from '../steps/erase-words-dialog';
import { groupsOf, lineOf } from '../steps/line-groups';
import { type PopupMessage, Toast } from '../ui/toast';
import { t } from '../wording/messages';
import { refusalText } from '../wording/refusal-text';
import { BackupNotice } from './backup-news';
import { ItemCard } from './item-card';
import { LeftText } from './left-text';
import { PageFoot, PageNotice } from './page-notice';
import { reportText } from './page-state';
import { QuickAdd } from './quick-add';
import { resumeQuickAdd } from './quick-add-draft';
import { StepLists } from './step-lists';
import type { Tabs } from './tab';
import { aim, type Target } from './target';
import { addedText, doneText, faultText } from './toast-text';
import { TokenNews } from './token-news';
import { useDrafts } from './use-drafts';
import { useFirstFocus } from './use-first-focus';
import { useLineTexts } from './use-line-texts';
import { useQuickAddDraft } from './use-quick-add-draft';
import { useStepActions } from './use-step-actions';
import { useStore } from './use-store';
import { useTab } from './use-tab';

interface Props {
  rpc: RpcClient;
  data: Pick<DataClient, 'eraseWords'>;
  tabs: Tabs;
  clock: () => number;
  copy: (text: string) => Promise<void>;
  /** The browser's own name for itself, for the report. */
  agent: string;
}

/** One component: the text, the item picked and what the background knows meet in each of its handlers. */
export function Popup({ rpc, data, tabs, clock, copy, agent }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const typed = useRef(text);
  typed.current = text;
  const [picked, setPicked] = useState<ItemKey | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [said, setSaid] = useState<PopupMessage | null>(null);
  const [erasing, setErasing] = useState<Line | null>(null);
  const current = useTab(tabs, (before) => {
    // What is being typed keeps going where it was going.
    if (text !== '' && before.item) setPicked((pick) => pick ?? before.item);
  });
  const aimed = (settings: Settings | null) => aim(text, current.tab, picked, settings?.ownHosts);
  const store = useStore(rpc, (settings) => aimed(settings).key, clock);
  const target = aimed(store.settings);
  const actions = useStepActions(rpc, store, setSaid);
  const groups = groupsOf(store.lists, lineOf(store.view, store.now));
  const drafts = useDrafts(rpc, clock);
  const texts = useLineTexts(drafts);

  useFirstFocus(field);
  // The line whose words were erased is gone, and with it the button that the question gives the focus back to.
  useLayoutEffect(() => {
    if (!erasing && document.activeElement === document.body) field.current?.focus();
  }, [erasing]);

  const write = (next: string) => {
    setText(next);
    setProblem(null);
  };

  // Enter twice in a hurry is one step.
  const adding = useRef<Promise<void> | null>(null);
  const addOnce = async (start: boolean) => {
    if (adding.current) return;
    adding.current = add(start);
    await adding.current;
    adding.current = null;
  };

  /** What is pressed in the first moment waits for them. */
  const knownSettings = async (): Promise<Answer<Settings>> =>
    store.settings ? { ok: true, value: store.settings } : rpc.settings();

  const isResumed = useQuickAddDraft({
    drafts,
    text,
    item: target.key,
    whenKnown: () => Promise.all([current.whenTold, knownSettings()]),
    adding,
    onLeft: (left, tab, settings) => {
      const { text: before, picked: pick } = resumeQuickAdd(left, tab, settings?.ownHosts);
      setText((since) => before + since);
      setPicked((chosen) => chosen ?? pick);
    },
    onLineLeft: texts.resume,
  });
  useLayoutEffect(() => {
    if (isResumed) field.current?.setSelectionRange(field.current.value.length, field.current.value.length);
  }, [isResumed]);

  const giveUp = (): boolean => {
    if (!picked && text === '') return false;
    // The choice first, then the text.
    if (picked) setPicked(null);
    else {
      write('');
      const back = { label: t('actUndo'), run: () => setText((since) => text + since) };
      setSaid({ text: t('popupGaveUp'), tone: 'done', button: back });
    }
    return true;
  };

  const offered =
    isResumed && text === '' && target.key !== null ? drafts.find({ type: 'step', key: target.key }) : null;
  const takeOver = (draft: Draft) => {
    const line = groups.flatMap(({ lines }) => lines).find(({ step }) => step.id === draft.step);
    if (line) texts.rewrite(line, draft);
    else {
      drafts.keep({ type: 'quick-add' }, { key: draft.key, step: null, text: draft.text, base: null });
      write(draft.text);
      field.current?.focus();
    }
    drafts.drop({ type: 'step', key: draft.key! });
  };

  const add = async (start: boolean) => {
    const tab = current.tab ?? (await current.whenTold);
    const settings = await knownSettings();
    const to = aim(text, tab, picked, settings.ok ? settings.value.ownHosts : undefined);
    if (to.key === null) return setProblem(faultText(to));
    if (to.by === 'name' && to.rest === '') {
      // A name alone: the step comes next.
      setPicked(to.key);
      return write('');
    }
    const action: Action = { type: 'write', text: to.rest, start };
    const refused = await actions.run(to.key, action, (view) => addedText(view.key, start));
    if (!refused) {
      setProblem(null);
      // What is typed on while it is added keeps going where it was going.
      if (typed.current !== text) return;
      setText('');
      setPicked(null);
      return;
    }
    if (isCleaned(refused)) setText(text.slice(0, text.length - to.rest.length) + refused.cleaned);
    setProblem(isCleaned(refused) ? t('popupCleaned') : refusalText(refused));
  };

  const change = async (line: Line, action: Action) => {
    const refused = await actions.run(line.key, action, () => doneText(action, line.step));
    if (!refused) return texts.saved(line, action);
    const fault = isCleaned(refused) ? t('popupCleaned') : refusalText(refused);
    const newer = refused.view?.steps.find((step) => step.id === line.step.id)?.revision;
    const shown = texts.refuse(line, action, {
      fault,
      cleaned: isCleaned(refused) ? refused.cleaned : null,
      newer: newer ?? null,
    });
    if (!shown) setSaid({ text: fault, tone: 'problem', button: null });
  };

  const show = async (shown: boolean) => {
    const host = current.tab?.host;
    if (!host) return;
    const settings = await knownSettings();
    if (!settings.ok) return store.setTrouble(settings.error);
    const others = settings.value.hiddenOn.filter((hidden) => hidden !== host);
    const answer = await rpc.ask({
      type: 'set',
      settings: { hiddenOn: shown ? others : [...others, host] },
    });
    if (answer.ok) store.setSettings(answer.value);
    else store.setTrouble(answer.error);
  };

  const copyReport = async () => {
    if (current.state.type !== 'blind' && current.state.type !== 'strange') return;
    setSaid(await copied(copy(reportText(current.state.report, agent))));
  };

  const keyDown = (event: KeyboardEvent) => {
    if (!said?.button || !isUndoKey(event)) return;
    event.preventDefault();
    said.button.run();
  };

  const host = current.tab?.host ?? null;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: undo by key, wherever the focus is
    <div class="popup" onKeyDown={keyDown}>
      {store.trouble && (
        <section class="notice notice-problem" role="alert">
          <p>{refusalText(store.trouble)}</p>
          <button type="button" class="button button-plain" onClick={store.refresh}>
            {t('popupTryAgain')}
          </button>
        </section>
      )}
      <PageNotice
        state={current.state}
        onReload={() => current.tab && void tabs.reload(current.tab.id)}
        onCopy={copyReport}
      />
      <TokenNews rpc={rpc} onSettings={() => tabs.dashboard('settings')} />
      <BackupNotice rpc={rpc} onData={() => tabs.dashboard('data')} onGone={() => field.current?.focus()} />
      <main>
        <h1 class="visually-hidden">{t('extName')}</h1>
        <div class="add">
          {target.key === null ? (
            <p class="nowhere">{current.tab ? nowhereText(target) : '\u00a0'}</p>
          ) : (
            <ItemCard
              target={target}
              view={store.view}
              pageTitle={target.key === current.tab?.item ? current.title : null}
              now={store.now}
              overHttp={store.settings?.overHttp ?? []}
              onOpen={tabs.open}
              onUnpick={() => {
                setPicked(null);
                field.current?.focus();
              }}
            />
          )}
          <QuickAdd
            field={field}
            text={text}
            onText={write}
            target={target}
            mac={agent.includes('Mac')}
            problem={problem}
            recent={(words) => rpc.ask({ type: 'recent', text: words })}
            onPick={(facts, used) => {
              setPicked(facts.key);
              write(used ? '' : text);
              // A name typed before would win over what was just chosen.
              if (target.key !== null && target.by === 'name') write(target.rest);
            }}
            onAdd={(start) => void addOnce(start)}
            onGiveUp={giveUp}
          />
          {offered && (
            <LeftText
              draft={offered}
              onTake={() => takeOver(offered)}
              onDiscard={() => {
                drafts.drop({ type: 'step', key: offered.key! });
                field.current?.focus();
              }}
            />
          )}
        </div>
        <StepLists
          groups={groups}
          now={store.now}
          overHttp={store.settings?.overHttp ?? []}
          opened={texts.opened}
          isUnsaved={texts.isUnsaved}
          onOpened={texts.open}
          onDo={(line, action) => void change(line, action)}
          onGo={tabs.open}
          onErase={(line) => {
            // Its undo would be heard from within the question.
            setSaid(null);
            setErasing(line);
          }}
          onEmpty={() => field.current?.focus()}
        />
        {store.lists && groups.length === 0 && <p class="empty">{t('popupEmpty')}</p>}
      </main>
      <PageFoot
        state={current.state}
        host={host}
        shown={host === null || !store.settings?.hiddenOn.includes(host)}
        onShown={(shown) => void show(shown)}
        onSettings={() => tabs.dashboard('settings')}
      />
      <Toast said={said} onClose={() => setSaid(null)} />
      {erasing && (
        <EraseWordsDialog
          data={data}
          words={erasing}
          onErased={(result) => {
            drafts.dropErased(erasing.step);
            if (saysErased(text, wordsOfStep(erasing.step))) write('');
            setErasing(null);
            setSaid({ text: erasedText(result), tone: 'done', button: null });
          }}
          onClose={() => setErasing(null)}
        />
      )}
    </div>
  );
}

/** A letter alone is text in a field, and what is being typed has an undo of its own. */
function isUndoKey({ key, target, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  const isField = target instanceof HTMLInputElement;
  if (altKey || (isField && target.value !== '')) return false;
  const letter = key.toLowerCase();
  return ctrlKey || metaKey ? letter === 'z' : letter === 'u' && !isField;
}

const nowhereText = ({ fault, name }: Extract<Target, { key: null }>): string =>
  t(fault === 'unnamed' ? 'popupNowhere' : 'popupNoSuch', name);

const copied = (copying: Promise<void>): Promise<PopupMessage> =>
  copying.then(
    () => ({ text: t('popupCopied'), tone: 'done', button: null }),
    () => ({ text: t('popupNotCopied'), tone: 'problem', button: null }),
  );

/** Text with hidden characters is put back without them, to be looked at and saved. */
const isCleaned = (refusal: Refusal): refusal is Refusal & { cleaned: string } =>
  refusal.code === 'hidden-characters' && refusal.cleaned !== undefined;
