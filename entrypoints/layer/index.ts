import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { openLayer } from '../../components/overlay/layer';
import { reportPage } from '../../components/overlay/report';

// The background runs it in a tab that asks for it (entrypoints/background/parts.ts).
export default defineUnlistedScript(() => globalThis.footholdTakes?.({ layer: { openLayer, reportPage } }));
