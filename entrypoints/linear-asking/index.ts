import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { askOn } from '../../components/overlay/ask-on';
import { linearStore } from '../linear.content/store';

// The background runs it in a tab that asks for it (entrypoints/background/parts.ts).
export default defineUnlistedScript(() =>
  globalThis.footholdTakes?.({ asking: (options) => askOn(linearStore, options) }),
);
