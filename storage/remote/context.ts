/**
 * In place of WXT's own (wxt.config.ts), which announces every content script to the page by an event and watches
 * the address. Ours end by an AbortSignal, and no page is told of them.
 */
export class ContentScriptContext {}
