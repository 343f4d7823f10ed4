/** One measured number and what it must be. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly bound: { readonly atLeast: number } | { readonly atMost: number };
  /** What else helps to read it. */
  readonly note?: string;
}

/** Whether a figure keeps its bound. */
export function isKept({ value, bound }: Figure): boolean {
  return 'atLeast' in bound ? value >= bound.atLeast : value <= bound.atMost;
}

/** A figure as a line of a report. */
export function describeFigure(figure: Figure): string {
  const { name, value, bound, note } = figure;
  const limit = 'atLeast' in bound ? `>= ${String(bound.atLeast)}` : `<= ${bound.atMost.toFixed(2)}`;
  return `${isKept(figure) ? 'ok  ' : 'MISS'} ${name.padEnd(56)} ${value.toFixed(2).padStart(7)}  ${limit}${note === undefined ? '' : `  (${note})`}`;
}
