/** Columns of the terminal; no limit where the output goes to a file or to another program, which looks at whole lines. */
export function terminalWidth(out: NodeJS.WriteStream = process.stdout): number {
  return out.columns || Number.POSITIVE_INFINITY;
}
