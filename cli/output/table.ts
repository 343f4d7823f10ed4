import { columnsOf, wrap } from './layout';

/** Sets rows in columns; where the terminal is too narrow for that, each row goes on indented lines below its first cell. */
export function table(rows: readonly (readonly string[])[], width: number): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => columnsOf(row[at] ?? ''))));
  const needed = widths.reduce((sum, columns) => sum + columns + 2, -2);
  const lines = rows.flatMap((row) => (needed <= width ? [inColumns(row, widths)] : stacked(row, width)));
  return lines.map((line) => `${line}\n`).join('');
}

function inColumns(row: readonly string[], widths: readonly number[]): string {
  return row
    .map((cell, at) => cell + ' '.repeat((widths[at] ?? 0) - columnsOf(cell)))
    .join('  ')
    .trimEnd();
}

function stacked([first = '', ...others]: readonly string[], width: number): string[] {
  const rest = others.filter((cell) => cell !== '').join(' ');
  return [first, ...(rest === '' ? [] : wrap(rest, width - 4).map((line) => `    ${line}`))];
}
