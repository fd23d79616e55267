import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { createLayer } from '../../components/overlay/actions/layer';
import { checkPage } from '../../components/overlay/page/self-check';

// The background runs it in a tab that asks for it (entrypoints/background/run-script.ts).
export default defineUnlistedScript(() => globalThis.footholdTakes?.({ layer: { createLayer, checkPage } }));
