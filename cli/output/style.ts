import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/** Styles text for a terminal; plain text where there is none, or `NO_COLOR` asks for it. */
export function style(how: Style, text: string): string {
  const colours = process.stdout.isTTY && !process.env.NO_COLOR;
  return colours ? styleText(how, text) : text;
}

/** A duration for people: `0.4 s`, `27 s`, `2 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 10_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return seconds < 120 ? `${String(seconds)} s` : `${String(Math.floor(seconds / 60))} min ${String(seconds % 60)} s`;
}

/** `1 resource`, `2 resources`. */
export function count(n: number, noun: string): string {
  return `${String(n)} ${noun}${n === 1 ? '' : 's'}`;
}

/** Cuts a line to a width, with an ellipsis where something was cut. */
export function fit(line: string, width: number): string {
  return line.length <= width ? line : `${line.slice(0, Math.max(0, width - 1))}…`;
}
