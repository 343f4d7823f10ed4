import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/** Styles text for a terminal; plain text where `out` is none, or `NO_COLOR` asks for it (https://no-color.org). */
export function style(how: Style, text: string, out: NodeJS.WriteStream = process.stdout): string {
  const colours = out.isTTY && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
  return colours ? styleText(how, text, { validateStream: false }) : text;
}

/** A duration for people: `0.4 s`, `27 s`, `2 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 9950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return seconds < 120 ? `${String(seconds)} s` : `${String(Math.floor(seconds / 60))} min ${String(seconds % 60)} s`;
}

/** `1 resource`, `2 resources`. */
export function count(n: number, noun: string): string {
  return `${String(n)} ${noun}${n === 1 ? '' : 's'}`;
}
