import { stripVTControlCharacters } from 'node:util';

/** Columns below which text is no longer set in a column of its own. */
const NARROW = 60;
/** Columns that such text is indented by. */
const INDENT = 4;

/** Columns that a line takes on a terminal; colours take none. */
export function columnsOf(line: string): number {
  return stripVTControlCharacters(line).length;
}

/** Cuts a line without colours to a width, with an ellipsis where something was cut. */
export function fit(line: string, width: number): string {
  return line.length <= width ? line : `${line.slice(0, Math.max(0, width - 1))}…`;
}

/**
 * Breaks text into lines no wider than `width`; line breaks and indentation in it stay.
 *
 * A word that is too wide, such as a path, is broken after a `/` or the like; a URL never is, so that it can be opened.
 */
export function wrap(text: string, width: number): string[] {
  return text.split('\n').flatMap((paragraph) => wrapParagraph(paragraph, Math.max(1, width)));
}

function wrapParagraph(paragraph: string, width: number): string[] {
  const indent = /^ */.exec(paragraph)?.[0] ?? '';
  const words = paragraph.slice(indent.length).split(' ');
  const room = Math.max(1, width - indent.length);
  const lines: string[] = [];
  let line = '';
  for (const [at, word] of words.entries()) {
    for (const [piece, isContinued] of piecesOf(word, room)) {
      const gap = at === 0 || isContinued || line === '' ? '' : ' ';
      if (line !== '' && columnsOf(line) + gap.length + columnsOf(piece) > room) {
        lines.push(line);
        line = piece;
      } else {
        line += gap + piece;
      }
    }
  }
  return [...lines, line].map((each) => indent + each);
}

/** A word in pieces that fit, each with whether it goes on from the one before it. */
function piecesOf(word: string, width: number): readonly (readonly [piece: string, isContinued: boolean])[] {
  if (columnsOf(word) <= width || word.includes('://')) return [[word, false]];
  const parts = word
    .split(/(?<=[/_,.:=-])/)
    .flatMap((part) => part.match(new RegExp(`.{1,${String(width)}}`, 'gsu')) ?? []);
  return parts.map((part, at) => [part, at > 0] as const);
}

/** Sets text behind a label, its further lines under its first one; on a narrow terminal, under the label. */
export function hang(label: string, text: string, width: number): string[] {
  const column = columnsOf(label);
  if (width < NARROW && column > INDENT) {
    return [label, ...wrap(text, width - INDENT).map((line) => ' '.repeat(INDENT) + line)];
  }
  const [first = '', ...more] = wrap(text, width - column);
  return [label + first, ...more.map((line) => ' '.repeat(column) + line)];
}
