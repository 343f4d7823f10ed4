import { type Box, GAP, LINE_HEIGHT, widthOf } from './box';

/** Between the edge of a box and what is in it, in pixels. */
export const PADDING = 12;

/** A box with its place in the picture, in pixels from the upper left corner. */
export interface PlacedBox {
  readonly box: Box;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly children: readonly PlacedBox[];
}

interface Measured {
  readonly box: Box;
  readonly width: number;
  readonly height: number;
  /** The children by row. */
  readonly rows: readonly (readonly Measured[])[];
  readonly columnWidths: readonly number[];
  readonly rowHeights: readonly number[];
}

/** Gives every box its place: children in rows and columns in their parent, none over another. */
export function layout(box: Box, x = 0, y = 0): PlacedBox {
  const measured = measure(box);
  return place(measured, x, y, measured.width, measured.height);
}

/** All boxes of a picture, the outer ones first. */
export function flatten(placed: PlacedBox): readonly PlacedBox[] {
  return [placed, ...placed.children.flatMap(flatten)];
}

function measure(box: Box): Measured {
  const { lines, children, columns = 1, gap = GAP, minWidth = 0 } = box;
  const measured = children.map(measure);
  const rows = Array.from({ length: Math.ceil(measured.length / columns) }, (_, row) =>
    measured.slice(row * columns, (row + 1) * columns),
  );
  const columnWidths = Array.from({ length: Math.min(columns, measured.length) }, (_, column) =>
    most(rows.map((row) => row[column]?.width ?? 0)),
  );
  const rowHeights = rows.map((row) => most(row.map(({ height }) => height)));
  const padding = paddingOf(box);
  const content = Math.max(total(columnWidths, gap), most(lines.map(widthOf)), minWidth - 2 * padding);
  return {
    box,
    width: Math.ceil(content) + 2 * padding,
    height: headOf(box) + total(rowHeights, gap) + padding,
    rows,
    columnWidths,
    rowHeights,
  };
}

function place(measured: Measured, x: number, y: number, width: number, height: number): PlacedBox {
  const { box, rows } = measured;
  const gap = box.gap ?? GAP;
  const padding = paddingOf(box);
  const columnWidths = stretched(measured, width - 2 * padding, gap);
  const rowHeights = rows.length === 1 ? [height - headOf(box) - padding] : measured.rowHeights;
  const children = rows.flatMap((row, rowAt) =>
    row.map((child, columnAt) => {
      const left = x + padding + offset(columnWidths, columnAt, gap);
      const top = y + headOf(box) + offset(rowHeights, rowAt, gap);
      const room = rowHeights[rowAt] ?? child.height;
      const childHeight = child.box.keepsHeight ? child.height : room;
      return place(child, left, top, columnWidths[columnAt] ?? child.width, childHeight);
    }),
  );
  return { box, x, y, width, height, children };
}

/** What is left over goes to the growing column, or to all of them alike. */
function stretched({ columnWidths, box }: Measured, room: number, gap: number): readonly number[] {
  const spare = Math.max(0, room - total(columnWidths, gap));
  const { growingColumn } = box;
  return columnWidths.map((width, at) => {
    if (growingColumn === undefined) return width + spare / columnWidths.length;
    return at === growingColumn ? width + spare : width;
  });
}

/** Plain boxes only hold others together. */
function paddingOf({ kind }: Box): number {
  return kind === 'plain' ? 0 : PADDING;
}

/** Where the children begin: below the lines. */
function headOf(box: Box): number {
  const padding = paddingOf(box) + (box.headroom ?? 0);
  const lines = box.lines.length * LINE_HEIGHT;
  return padding + lines + (lines > 0 && box.children.length > 0 ? PADDING / 2 : 0);
}

function offset(sizes: readonly number[], at: number, gap: number): number {
  return sizes.slice(0, at).reduce((sum, size) => sum + size + gap, 0);
}

function total(sizes: readonly number[], gap: number): number {
  return sizes.reduce((sum, size) => sum + size, 0) + Math.max(0, sizes.length - 1) * gap;
}

function most(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b), 0);
}
