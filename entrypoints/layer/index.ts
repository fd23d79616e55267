import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { openLayer } from '../../components/overlay/editor/layer';
import { reportPage } from '../../components/overlay/page/self-check';

// The background runs it in a tab that asks for it (entrypoints/background/run-script.ts).
export default defineUnlistedScript(() => globalThis.footholdTakes?.({ layer: { openLayer, reportPage } }));
