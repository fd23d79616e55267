/** The item quick-add writes to: its name, title, ages and next step, always in sight above the field. */
import { agesOf, judgeAge } from '../../domain/age';
import { longName } from '../../domain/item-key';
import { addressOf } from '../../domain/key';
import type { ItemView } from '../../storage/rpc/protocol';
import { Age } from '../steps/age';
import { Icon } from '../ui/icons';
import { t } from '../wording/messages';
import type { Target } from './target';

interface Props {
  target: Extract<Target, { by: string }>;
  /** Null: not known yet. */
  view: ItemView | null;
  /** What the page calls the item, when nothing is stored of it. */
  pageTitle: string | null;
  now: number;
  overHttp: readonly string[];
  onOpen: (address: string) => void;
  onUnpick: () => void;
}

export function ItemCard({ target, view, pageTitle, now, overHttp, onOpen, onUnpick }: Props) {
  const { key } = target;
  const title = view?.facts?.title ?? pageTitle;
  return (
    <div class="item" id="popup-target">
      <p class="item-line">
        <Icon name="arrow" />
        <a
          class="name"
          href={addressOf(key, overHttp)}
          onClick={(event) => {
            event.preventDefault();
            onOpen(addressOf(key, overHttp));
          }}
        >
          {longName(key)}
        </a>
        {target.by === 'pick' && (
          <button
            type="button"
            class="button button-icon"
            aria-label={t('popupUnpick', longName(key))}
            onClick={onUnpick}
          >
            <Icon name="close" />
          </button>
        )}
      </p>
      {title === null ? (
        <p class="title muted">
          {view ? t(target.by === 'name' ? 'popupNotSeen' : 'popupNoTitle') : '\u00a0'}
        </p>
      ) : (
        <p class="title" title={title}>
          <bdi>{title}</bdi>
        </p>
      )}
      {view?.facts && <AgeList facts={view.facts} now={now} />}
    </div>
  );
}

function AgeList({ facts, now }: { facts: NonNullable<ItemView['facts']>; now: number }) {
  const ages = agesOf(facts, now);
  const judged = judgeAge(ages, facts.category);
  const bandOf = (by: 'opened' | 'inStatus') => (judged?.by === by ? judged.band : null);
  return (
    <p class="ages">
      {ages.closed !== null && <Age name="popupAgeClosed" length={ages.closed} />}
      <Age name="popupAgeOpened" length={ages.opened} band={bandOf('opened')} />
      {ages.idle !== null && <Age name="popupAgeIdle" length={ages.idle} />}
      {ages.inStatus !== null && (
        <Age
          name="ageInStatus"
          length={ages.inStatus}
          band={bandOf('inStatus')}
          status={facts.status ?? t('popupStatus')}
        />
      )}
    </p>
  );
}
