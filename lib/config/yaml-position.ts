import { isAlias, isMap, isScalar, isSeq, type Document, type LineCounter, type Node } from 'yaml';
import type { Path } from './path';

/** Line and column in a text, both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

interface Child {
  /** The node whose position stands for the child: the key in a map, the item in a list. */
  readonly at: Node;
  readonly value: unknown;
}

/** Where an offset is in a text. */
export function positionOf(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}

/**
 * Makes a function that tells where a path is in a document.
 *
 * It follows the path as far as it goes: what is missing is where the map is that lacks it.
 */
export function locator(document: Document.Parsed, lines: LineCounter): (path: Path) => Position | undefined {
  const childAt = indexedChildren();
  return (path) => {
    let node: unknown = document.contents;
    let offset = document.contents?.range[0];
    for (const step of path) {
      const child = childAt(isAlias(node) ? node.resolve(document) : node, String(step));
      if (child === undefined) break;
      offset = child.at.range?.[0] ?? offset;
      node = child.value;
    }
    return offset === undefined ? undefined : positionOf(lines, offset);
  };
}

/** Looks children up by key or index; a node is read once, however many of its children are asked for. */
function indexedChildren(): (node: unknown, step: string) => Child | undefined {
  const known = new Map<unknown, ReadonlyMap<string, Child>>();
  return (node, step) => {
    const children = known.get(node) ?? new Map(childrenOf(node));
    known.set(node, children);
    return children.get(step);
  };
}

function childrenOf(node: unknown): readonly (readonly [string, Child])[] {
  if (isSeq(node)) return node.items.map((item, index) => [String(index), { at: item as Node, value: item }]);
  if (!isMap(node)) return [];
  return node.items.flatMap(({ key, value }) =>
    isScalar(key) ? [[String(key.value), { at: key as Node, value }] as const] : [],
  );
}
