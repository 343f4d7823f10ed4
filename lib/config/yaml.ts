import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type YAMLError } from 'yaml';
import { ValidationError, type Issue } from '../core';
import type { Path } from './path';
import { locator, positionOf, type Position } from './yaml-position';

/** The largest file that is read, in characters; a deployment of a hundred servers has about 20,000. */
const LARGEST_TEXT = 262_144;
/** Uses of anchors that are followed; more is how small files are blown up to huge ones. */
const MOST_ALIASES = 100;

/** A YAML text as data, and where each part of it is in the text. */
export interface YamlSource {
  readonly value: unknown;
  /** Where a path is, or the nearest part above it that is there. */
  readonly locate: (path: Path) => Position | undefined;
}

/**
 * Reads a YAML 1.2 text.
 *
 * @throws ValidationError `YAML_TOO_LARGE`, `YAML_EMPTY`, `YAML_DUPLICATE_KEY`, `YAML_MULTIPLE_DOCUMENTS`, `YAML_ALIASES`, `YAML_TAG`, `YAML_SYNTAX` or `YAML_NOT_A_MAP`
 */
export function readYaml(text: string, source: string): YamlSource {
  if (text.length > LARGEST_TEXT) {
    throw refuse(
      source,
      'YAML_TOO_LARGE',
      `a deployment file has at most ${LARGEST_TEXT} characters, got ${text.length}`,
    );
  }
  const lines = new LineCounter();
  const document = parse(text, source, lines);
  const first = [...document.errors, ...document.warnings][0];
  if (first !== undefined) throw syntaxError(source, first, lines);
  if (document.contents === null || (isScalar(document.contents) && document.contents.value === null)) {
    throw refuse(
      source,
      'YAML_EMPTY',
      'the file is empty; it needs at least name, cen, frontend, serverGroups and backends',
    );
  }
  if (!isMap(document.contents)) {
    const message = `a deployment file is a map of name, cen, frontend, serverGroups and backends, got ${isSeq(document.contents) ? 'a list' : 'plain text'}`;
    throw refuse(source, 'YAML_NOT_A_MAP', message, { line: 1, column: 1 });
  }
  return { value: toData(document, source), locate: locator(document, lines) };
}

function parse(text: string, source: string, lines: LineCounter): Document.Parsed {
  try {
    return parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error', version: '1.2' });
  } catch (cause) {
    // The composer recurses: nesting of thousands of levels exhausts the stack instead of being reported.
    throw refuse(source, 'YAML_SYNTAX', 'the file is not readable YAML; it is nested too deeply', undefined, cause);
  }
}

function toData(document: Document.Parsed, source: string): unknown {
  try {
    return document.toJS({ maxAliasCount: MOST_ALIASES });
  } catch (cause) {
    const message = `aliases (*name) expand to too much, or to an anchor that is not there; at most ${MOST_ALIASES} are followed: write the values out`;
    throw refuse(source, 'YAML_ALIASES', message, undefined, cause);
  }
}

const SYNTAX_CODES: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'YAML_DUPLICATE_KEY',
  MULTIPLE_DOCS: 'YAML_MULTIPLE_DOCUMENTS',
  TAG_RESOLVE_FAILED: 'YAML_TAG',
};

const SYNTAX_MESSAGES: Readonly<Record<string, string>> = {
  YAML_DUPLICATE_KEY: 'this key is there twice in one map; rename or remove one of them',
  YAML_MULTIPLE_DOCUMENTS: 'a deployment file holds one document; put what follows --- into a file of its own',
};

function syntaxError(source: string, error: YAMLError, lines: LineCounter): ValidationError {
  const code = SYNTAX_CODES[error.code] ?? 'YAML_SYNTAX';
  const message = SYNTAX_MESSAGES[code] ?? `the file is not readable YAML: ${lowerFirst(error.message)}`;
  return refuse(source, code, message, positionOf(lines, error.pos[0]), error);
}

function refuse(source: string, code: string, message: string, at?: Position, cause?: unknown): ValidationError {
  const issue: Issue = { code, severity: 'error', path: '', message, ...at };
  const where = at === undefined ? source : `${source}:${at.line}:${at.column}`;
  return new ValidationError(code, `${where}: ${message}`, { issues: [issue], cause });
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}
