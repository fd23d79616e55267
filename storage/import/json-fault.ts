/**
 * Where a text stops being JSON. Browsers word that in their own ways, and mostly don't say where; a person whose file
 * is damaged wants to look at the place.
 */

/** Line and column from 1. */
export interface Place {
  line: number;
  column: number;
}

/** What can begin where a value is wanted: a text up to its end is looked for apart, as it may be very long. */
const SCALAR = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const SPACE = /[ \t\n\r]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;
/** What of a scalar or an escape may stand at the end of a text that was cut. */
const CUT = /^(?:t|tr|tru|f|fa|fal|fals|n|nu|nul|-|\.|[eE][+-]?|\\|\\u[\da-fA-F]{0,3})$/;

/** 'cut': it ends in the midst of it, and is JSON up to there. Null: it is JSON. */
export function locateJsonFault(text: string): Place | 'cut' | null {
  const at = findFault(text);
  if (at === null) return null;
  if (at >= text.length || CUT.test(text.slice(at, at + 24))) return 'cut';
  const before = text.slice(0, at);
  const lines = before.split('\n');
  return { line: lines.length, column: lines.at(-1)!.length + 1 };
}

/** Index of the first character that can't stand where it stands; the length where more was to come. */
function findFault(text: string): number | null {
  let at = 0;
  /** What closes the lists and objects that are open, innermost last. */
  const open: ('}' | ']')[] = [];
  const match = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    at += found?.length ?? 0;
    return found !== undefined;
  };
  /** False: at a fault. */
  const readText = (): boolean => {
    if (text[at] !== '"') return false;
    for (at += 1; at < text.length; ) {
      if (text[at] === '"') {
        at += 1;
        return true;
      }
      if (text[at] === '\\') {
        if (!match(ESCAPE)) return false;
      } else if (text[at]! < ' ') return false;
      else at += 1;
    }
    return false;
  };
  const readName = (): boolean => {
    match(SPACE);
    if (!readText()) return false;
    match(SPACE);
    if (text[at] !== ':') return false;
    at += 1;
    return true;
  };

  for (;;) {
    match(SPACE);
    const first = text[at];
    if (first === '{' || first === '[') {
      at += 1;
      match(SPACE);
      const close = first === '{' ? '}' : ']';
      if (text[at] !== close) {
        open.push(close);
        if (close === '}' && !readName()) return at;
        continue;
      }
      at += 1;
    } else if (first === '"' ? !readText() : !match(SCALAR)) return at;

    // After a value: on with what it stands in.
    for (;;) {
      match(SPACE);
      const close = open.at(-1);
      if (close === undefined) return at < text.length ? at : null;
      if (text[at] === close) {
        open.pop();
        at += 1;
      } else if (text[at] === ',') {
        at += 1;
        if (close === '}' && !readName()) return at;
        break;
      } else return at;
    }
  }
}
