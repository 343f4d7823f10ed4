import { ExecutionError } from '../../../lib/core';
import { COMPARISONS } from './operators';
import type { Expression, Step, Template } from './syntax';

const TOKENS = /\s*(?:([A-Za-z_][\w-]*)|(\d+(?:\.\d+)?)|"((?:[^"\\]|\\.)*)"|(==|!=|<=|>=|&&|\|\||[^\s]))/y;
const CONSTANTS = new Map<string, boolean | null>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/**
 * Takes a string of the configuration apart.
 *
 * It reads what the stacks of this project say: references, indices, `[*]`, calls, lists, `[for x in y : z]`, comparisons, `||`,
 * parentheses.
 *
 * @throws ExecutionError `EXPRESSION_UNKNOWN` for anything else, with the text.
 */
export function parseTemplate(text: string): Template {
  const parts: (string | Expression)[] = [];
  let plain = '';
  let at = 0;
  while (at < text.length) {
    const marker = text.slice(at, at + 3);
    if (marker === '$${' || marker === '%%{') {
      plain += marker.slice(1);
      at += 3;
    } else if (marker.startsWith('%{')) {
      throw unknown(text, 'a directive');
    } else if (marker.startsWith('${')) {
      const parser = new Parser(text, at + 2);
      if (plain !== '') parts.push(plain);
      plain = '';
      parts.push(parser.expression());
      parser.expect('}');
      at = parser.position;
    } else {
      plain += text[at] ?? '';
      at += 1;
    }
  }
  return plain === '' && parts.length > 0 ? parts : [...parts, plain];
}

/** A token: what it is, and its text. */
interface Token {
  readonly kind: 'name' | 'number' | 'text' | 'sign' | 'end';
  readonly text: string;
}

/** Reads one expression from a place in a text on; `position` is behind what was read. */
class Parser {
  constructor(
    private readonly source: string,
    public position: number,
  ) {}

  expression(): Expression {
    let left = this.comparison();
    while (this.peek().text === '||') {
      this.next();
      left = { kind: 'operation', operator: '||', left, right: this.comparison() };
    }
    return left;
  }

  expect(text: string): void {
    const found = this.next();
    if (found.text !== text) throw unknown(this.source, found.text || 'its end');
  }

  private comparison(): Expression {
    const left = this.operand();
    const { text } = this.peek();
    if (!COMPARISONS.includes(text)) return left;
    this.next();
    return { kind: 'operation', operator: text, left, right: this.operand() };
  }

  private operand(): Expression {
    const of = this.primary();
    const steps = this.steps();
    return steps.length === 0 ? of : { kind: 'steps', of, steps };
  }

  private primary(): Expression {
    const { kind, text } = this.next();
    if (kind === 'number') return { kind: 'literal', value: Number(text) };
    if (kind === 'text') return { kind: 'literal', value: this.quoted(text) };
    if (kind === 'name') return this.named(text);
    if (text === '[') return this.peek().text === 'for' ? this.each() : { kind: 'list', items: this.listUntil(']') };
    if (text === '(') return this.inParentheses();
    throw unknown(this.source, text || 'its end');
  }

  private inParentheses(): Expression {
    const inner = this.expression();
    this.expect(')');
    return inner;
  }

  private quoted(text: string): string {
    if (/[$%]\{/.test(text)) throw unknown(this.source, 'a template inside an expression');
    return JSON.parse(`"${text}"`) as string;
  }

  private named(name: string): Expression {
    if (this.peek().text === '(') {
      this.next();
      return { kind: 'call', name, arguments: this.listUntil(')') };
    }
    const constant = CONSTANTS.get(name);
    return constant === undefined ? { kind: 'name', name } : { kind: 'literal', value: constant };
  }

  private each(): Expression {
    this.expect('for');
    const variable = this.next().text;
    this.expect('in');
    const of = this.expression();
    this.expect(':');
    const each = this.expression();
    this.expect(']');
    return { kind: 'for', variable, of, each };
  }

  private listUntil(end: string): readonly Expression[] {
    const items: Expression[] = [];
    while (this.peek().text !== end) {
      items.push(this.expression());
      if (this.peek().text !== end) this.expect(',');
    }
    this.next();
    return items;
  }

  private steps(): readonly Step[] {
    const steps: Step[] = [];
    for (;;) {
      const { text } = this.peek();
      if (text !== '.' && text !== '[') return steps;
      this.next();
      steps.push(text === '.' ? this.attribute() : this.index());
    }
  }

  private attribute(): Step {
    const { kind, text } = this.next();
    if (kind === 'name') return { kind: 'attribute', name: text };
    throw unknown(this.source, `.${text}`);
  }

  private index(): Step {
    if (this.peek().text === '*') {
      this.next();
      this.expect(']');
      return { kind: 'splat' };
    }
    const at = this.expression();
    this.expect(']');
    return { kind: 'index', at };
  }

  private peek(): Token {
    const before = this.position;
    const token = this.next();
    this.position = before;
    return token;
  }

  private next(): Token {
    TOKENS.lastIndex = this.position;
    const match = TOKENS.exec(this.source);
    if (!match) return { kind: 'end', text: '' };
    this.position = TOKENS.lastIndex;
    const [, name, number, text, sign] = match;
    if (name !== undefined) return { kind: 'name', text: name };
    if (number !== undefined) return { kind: 'number', text: number };
    return text === undefined ? { kind: 'sign', text: sign ?? '' } : { kind: 'text', text };
  }
}

function unknown(source: string, what: string): ExecutionError {
  return new ExecutionError('EXPRESSION_UNKNOWN', `a rehearsal does not understand ${what} in ${source}`);
}
