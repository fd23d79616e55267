/** The settings: which self-hosted Jiras Foothold works on, and which trackers' APIs it may ask. */
import type { Ref } from 'preact';
import { useId, useRef, useState } from 'preact/hooks';
import { originOf } from '../../domain/own-host';
import type { RpcClient } from '../../storage/rpc/client';
import { type PopupMessage, Toast } from '../ui/toast';
import { Trouble } from '../ui/trouble';
import { t } from '../wording/messages';
import { OwnList } from './own-host-list';
import { addHost, type Outcome, type Permissions, removeHost } from './own-hosts';
import { TokenSection } from './token-section';
import { useOwn } from './use-own-hosts';

interface Props {
  rpc: RpcClient;
  permissions: Permissions;
}

/** One component: the field, the list of hosts and what is said below share one question to the browser. */
export function SettingsPart({ rpc, permissions }: Props) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [said, setSaid] = useState<PopupMessage | null>(null);
  const { known, trouble, take, refresh } = useOwn(rpc, permissions);

  // The browser's question stays open as long as the person likes; it is asked once.
  const busy = useRef(false);
  const run = async (outcome: Promise<Outcome>): Promise<Outcome> => {
    busy.current = true;
    setSaid(null);
    const done = await outcome;
    busy.current = false;
    if ('settings' in done) {
      await take(done.settings);
      setSaid({ text: done.text, tone: 'done', button: null });
    }
    return done;
  };
  /** @param written null: not what stands in the field */
  const addOnce = async (address: string, written: string | null) => {
    if (busy.current) return;
    const done = await run(addHost(address, known?.permitted ?? new Set(), { permissions, rpc }));
    if ('fault' in done) {
      if (written === null) return setSaid({ text: done.fault, tone: 'problem', button: null });
      setProblem(done.fault);
    } else if (written !== null) {
      setProblem(null);
      setText((now) => (now === written ? '' : now));
    }
    field.current?.focus();
  };
  const removeOnce = async (host: string) => {
    if (busy.current) return;
    const done = await run(removeHost(host, { permissions, rpc }));
    if ('fault' in done) setSaid({ text: done.fault, tone: 'problem', button: null });
    // Its button is gone.
    else field.current?.focus();
  };

  return (
    <div class="settings">
      <Trouble trouble={trouble} onRetry={refresh} />
      <section aria-labelledby={`${id}-own`}>
        <h2 id={`${id}-own`}>{t('settingsOwn')}</h2>
        <p class="part-why">{t('settingsOwnWhy')}</p>
        <HostForm
          id={id}
          field={field}
          text={text}
          problem={problem}
          onText={(typed) => {
            setText(typed);
            setProblem(null);
          }}
          onAdd={() => void addOnce(text, text)}
        />
        {known && (
          <OwnList
            origins={Object.keys(known.settings.ownHosts)
              .sort()
              .map((host) => ({ host, origin: originOf(host, known.settings.overHttp) }))}
            permitted={known.permitted}
            onAllow={(origin) => void addOnce(origin, null)}
            onRemove={(host) => void removeOnce(host)}
          />
        )}
      </section>
      <TokenSection rpc={rpc} permissions={permissions} id={`${id}-apis`} onSaid={setSaid} />
      <Toast said={said} onClose={() => setSaid(null)} />
    </div>
  );
}

interface HostFormProps {
  id: string;
  field: Ref<HTMLInputElement>;
  text: string;
  problem: string | null;
  onText: (text: string) => void;
  onAdd: () => void;
}

function HostForm({ id, field, text, problem, onText, onAdd }: HostFormProps) {
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onAdd();
      }}
    >
      <label for={`${id}-field`}>{t('settingsField')}</label>
      <div class="settings-add">
        <input
          id={`${id}-field`}
          ref={field}
          class="field"
          type="url"
          dir="ltr"
          autocomplete="off"
          spellcheck={false}
          aria-invalid={problem !== null}
          aria-describedby={`${id}-problem ${id}-hint`}
          value={text}
          onInput={(event) => onText(event.currentTarget.value)}
        />
        <button type="submit" class="button button-primary">
          {t('settingsAdd')}
        </button>
      </div>
      <p id={`${id}-problem`} class="problem" role="alert">
        {problem}
      </p>
      <p id={`${id}-hint`} class="hint">
        {t('settingsFieldHint')}
      </p>
    </form>
  );
}
