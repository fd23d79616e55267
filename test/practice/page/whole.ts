/**
 * Browsers paint a long page before all of it has arrived, and what comes later moves what was there: a shift of the
 * page's own, on a slow machine. A practice page is painted when it is whole: WHOLE in its head, END at its end.
 */
export const WHOLE = '<link rel="expect" href="#practice-end" blocking="render">';
export const END = '<script type="text/plain" id="practice-end"></script>';
