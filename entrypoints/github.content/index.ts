import { defineContentScript } from 'wxt/utils/define-content-script';
export default defineContentScript({ matches: ['https://github.com/*'], runAt: 'document_start', main() {} });
