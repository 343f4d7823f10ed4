/** What a line of text in a picture is. */
export type LineStyle = 'title' | 'name' | 'text' | 'soft' | 'code' | 'lost';

/** A line of text in a box. */
export interface Line {
  readonly text: string;
  readonly style: LineStyle;
}

/** What a box stands for; decides how it looks. */
export type BoxKind =
  | 'plain'
  | 'region'
  | 'vpc'
  | 'vSwitch'
  | 'table'
  | 'router'
  | 'loadBalancer'
  | 'server'
  | 'place'
  | 'step'
  | 'lost'
  | 'unreached';

/** A box of a picture before it has a place: its lines, and below them what stands in it. */
export interface Box {
  readonly kind: BoxKind;
  /** What links lead to. @default - none does */
  readonly id?: string;
  /** The whole label, shown when a pointer rests on it. @default - none */
  readonly hint?: string;
  readonly lines: readonly Line[];
  readonly children: readonly Box[];
  /** How many children stand side by side; 1 puts each below the one before it. @default 1 */
  readonly columns?: number;
  /** Between children, in pixels. @default - `GAP` */
  readonly gap?: number;
  /** In pixels. @default 0 */
  readonly minWidth?: number;
  /** What is left free above the children, in pixels. @default 0 */
  readonly headroom?: number;
  /** Which column takes the width that is left over. @default - all alike */
  readonly growingColumn?: number;
  /** Whether it is as high as it must be, and not as high as its row. @default false */
  readonly keepsHeight?: boolean;
}

/** Pixels. */
export const GAP = 12;
export const LINE_HEIGHT = 20;
const FONT_SIZES: Readonly<Record<LineStyle, number>> = { title: 18, name: 15, text: 14, soft: 13, code: 13, lost: 14 };
/** Width of a character, in font sizes, taken generously: fonts differ from machine to machine. */
const CHARACTER = { sans: 0.61, bold: 0.69, mono: 0.61, wide: 1.05 };

/** The size of the font of a line, in pixels. */
export function fontSizeOf(style: LineStyle): number {
  return FONT_SIZES[style];
}

/** How wide a line is at most, in pixels. */
export function widthOf({ text, style }: Line): number {
  const isBold = style === 'title' || style === 'name' || style === 'lost';
  const narrow = style === 'code' ? CHARACTER.mono : isBold ? CHARACTER.bold : CHARACTER.sans;
  const ems = [...text].reduce((sum, character) => sum + (character > '\u2e7f' ? CHARACTER.wide : narrow), 0);
  return ems * fontSizeOf(style);
}

/** Text in lines of one style that are no longer than so many characters; a word that is longer is broken after `/`, `-`, `_` or `.`. */
export function linesOf(text: string, style: LineStyle, length: number): readonly Line[] {
  const lines: string[] = [];
  for (const piece of text.split(/(?<= )/).flatMap((word) => piecesOf(word, length))) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + piece.trimEnd().length <= length) lines[lines.length - 1] = last + piece;
    else lines.push(piece);
  }
  return lines.map((line) => ({ text: line.trim(), style }));
}

function piecesOf(word: string, length: number): readonly string[] {
  if (word.trimEnd().length <= length) return [word];
  return word.split(/(?<=[/_.-])/).flatMap((part) => part.match(new RegExp(`.{1,${length}}`, 'gsu')) ?? []);
}
