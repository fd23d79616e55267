import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { createPageRefresh } from '../../components/overlay/facts/page-refresh';
import { createLinearStore } from '../../trackers/linear/local-store/source';

// The background runs it in a tab that asks for it (entrypoints/background/run-script.ts).
export default defineUnlistedScript(() =>
  globalThis.footholdTakes?.({ refresh: (options) => createPageRefresh(createLinearStore(), options) }),
);
