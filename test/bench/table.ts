/** Budgets in one table: what | measured against | least | ours | ratio | bound | holds. */
export interface Row {
  what: string;
  /** The least that could do the same; empty: the bound is absolute. */
  against: string;
  least: string;
  ours: string;
  ratio: string;
  bound: string;
  holds: string;
}

interface Compared {
  what: string;
  against: string;
  /** Ms. */
  least: number;
  ours: number;
  /** How many times the least it may be. */
  bound: number;
}

/** A budget that is a ratio. It is judged as it is shown, to two digits behind the point. */
export function compareRow({ what, against, least, ours, bound }: Compared): Row {
  const ratio = (ours / least).toFixed(2);
  const isLess = ours <= 0;
  const holds = isLess || (least > 0 && Number(ratio) <= bound);
  return {
    what,
    against,
    least: ms(least),
    ours: ms(ours),
    ratio: least > 0 ? ratio : '–',
    bound: `${bound} ×`,
    holds: yesNo(holds),
  };
}

/** A budget of its own kind, already judged. */
export const judgeRow = (what: string, ours: string, bound: string, holds: boolean): Row => ({
  ...bare(what),
  ours,
  bound,
  holds: yesNo(holds),
});

/** A budget of something that is not there to be measured. */
export const missingRow = (what: string, why: string, bound: string): Row => ({
  ...bare(what),
  ours: why,
  bound,
  holds: '–',
});

const bare = (what: string) => ({ what, against: '–', least: '–', ratio: '–' });
const yesNo = (holds: boolean) => (holds ? 'yes' : 'NO');

export const ms = (value: number): string => `${value.toFixed(Math.abs(value) < 10 ? 1 : 0)} ms`;

const COLUMNS: readonly (keyof Row)[] = ['what', 'against', 'least', 'ours', 'ratio', 'bound', 'holds'];
const TITLES: Partial<Record<keyof Row, string>> = { against: 'measured against' };

export function drawTable(rows: readonly Row[]): string {
  const cells = [
    COLUMNS.map((name) => TITLES[name] ?? name),
    ...rows.map((row) => COLUMNS.map((name) => row[name])),
  ];
  const widths = COLUMNS.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  const line = (row: string[]) =>
    `| ${row.map((cell, column) => (column > 1 ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!))).join(' | ')} |`;
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  return [line(cells[0]!), rule, ...cells.slice(1).map(line)].join('\n');
}

/** Nearest rank. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length / 2) - 1]!;
}
