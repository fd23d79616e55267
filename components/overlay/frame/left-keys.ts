/**
 * What was typed for a panel that was left before it was there: saved where Enter ended it, else kept for the next one.
 */
import type { ItemKey } from '../../../domain/key';
import type { TypedKey } from '../../panel/panel-port';
import { applyTypedKeys } from '../../panel/typed-text';
import type { TypeAhead } from '../isolation/type-ahead';

export interface LeftKeys {
  /** The item's panel goes, or never came. */
  leave(key: ItemKey): void;
  /** All that was typed for this item, oldest first, and whether some of it was left. Its panel is there. */
  take(key: ItemKey): { keys: TypedKey[]; isLeft: boolean };
}

export function createLeftKeys(
  typeAhead: Pick<TypeAhead, 'take'>,
  save: (key: ItemKey, text: string, start: boolean) => Promise<boolean>,
): LeftKeys {
  const left = new Map<ItemKey, TypedKey[]>();

  function take(key: ItemKey): { keys: TypedKey[]; isLeft: boolean } {
    const before = left.get(key) ?? [];
    left.delete(key);
    return { keys: [...before, ...typeAhead.take(key)], isLeft: before.length > 0 };
  }

  return {
    take,
    leave(key) {
      const { keys } = take(key);
      const { text, end } = applyTypedKeys('', keys);
      if (!end) {
        if (keys.length > 0) left.set(key, keys);
        return;
      }
      void save(key, text, end.ctrlKey || end.metaKey).then((isSaved) => {
        // It is offered again: without what ended it.
        if (!isSaved) left.set(key, keys.slice(0, keys.indexOf(end)));
      });
    },
  };
}
