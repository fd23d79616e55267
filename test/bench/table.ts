/** One table: figure | without | least | Foothold | budget | holds? */
export interface Row {
  figure: string;
  without?: string;
  least?: string;
  foothold: string;
  budget?: string;
  /** Left out where there is no budget. */
  holds?: boolean;
}

export function table(rows: readonly Row[]): string {
  const cells = [
    ['figure', 'without', 'least', 'Foothold', 'budget', 'holds?'],
    ...rows.map((row) => [
      row.figure,
      row.without ?? '',
      row.least ?? '',
      row.foothold,
      row.budget ?? '',
      row.holds === undefined ? '' : row.holds ? 'yes' : 'NO',
    ]),
  ];
  const widths = cells[0]!.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  const line = (row: string[]) =>
    `| ${row.map((cell, column) => (column ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!))).join(' | ')} |`;
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  return [line(cells[0]!), rule, ...cells.slice(1).map(line)].join('\n');
}

/** The p-th percentile (nearest rank), 0 < p ≤ 1. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)]!;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);
