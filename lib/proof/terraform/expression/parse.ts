import type { Expression, ForExpression } from './syntax';
import { tokenize, type Token } from './tokenize';

/** From the loosest to the tightest. */
const BINARY = [['||'], ['&&'], ['==', '!='], ['<', '>', '<=', '>='], ['+', '-'], ['*', '/', '%']];
const KEYWORDS = new Map<string, boolean | null>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/** Reads an expression such as `module.a.ids[count.index]`; undefined where it has something that is not read here. */
export function parseExpression(text: string): Expression | undefined {
  const tokens = tokenize(text);
  return tokens && new Parser(tokens).whole();
}

/** Reads a text that may hold `${...}`; undefined where it has something that is not read here. */
export function parseTemplate(text: string): Expression | undefined {
  if (!/[$%]\{/.test(text)) return { kind: 'literal', value: text };
  const simple = SIMPLE.exec(text)?.[1];
  if (simple !== undefined) return traversalOf(simple);
  const tokens = tokenize(`"${text}"`, { isRaw: true });
  return tokens && new Parser(tokens).whole();
}

/** What most references look like: nothing but names that begin with a letter. */
const SIMPLE = /^\$\{([A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)+)\}$/;

function traversalOf(text: string): Expression {
  const [first = '', ...rest] = text.split('.');
  return rest.reduce<Expression>((of, value) => ({ kind: 'index', of, index: { kind: 'literal', value } }), {
    kind: 'name',
    name: first,
  });
}

/** Thrown inside only: the text has something that is not read here. */
class Unreadable extends Error {}

class Parser {
  private position = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  whole(): Expression | undefined {
    try {
      const expression = this.expression();
      return this.position === this.tokens.length ? expression : undefined;
    } catch (error) {
      if (error instanceof Unreadable) return undefined;
      throw error;
    }
  }

  private expression(): Expression {
    const test = this.binary(0);
    if (!this.take('?')) return test;
    const yes = this.expression();
    this.expect(':');
    return { kind: 'conditional', test, yes, no: this.expression() };
  }

  private binary(level: number): Expression {
    const operators = BINARY[level];
    if (operators === undefined) return this.unary();
    let left = this.binary(level + 1);
    for (let operator = this.take(...operators); operator; operator = this.take(...operators)) {
      left = { kind: 'binary', operator, left, right: this.binary(level + 1) };
    }
    return left;
  }

  private unary(): Expression {
    if (this.take('!')) return { kind: 'not', operand: this.unary() };
    if (this.take('-')) {
      return { kind: 'binary', operator: '-', left: { kind: 'literal', value: 0 }, right: this.unary() };
    }
    return this.traversal(this.primary());
  }

  private traversal(start: Expression): Expression {
    let expression = start;
    for (;;) {
      if (this.take('.')) {
        expression = this.take('*')
          ? this.attributeSplat(expression)
          : { kind: 'index', of: expression, index: this.attributeName() };
      } else if (this.take('[')) {
        if (this.take('*')) {
          this.expect(']');
          return this.splat(expression);
        }
        expression = { kind: 'index', of: expression, index: this.expression() };
        this.expect(']');
      } else return expression;
    }
  }

  /** After `.*` only attributes are taken of each element; an index is one of the whole list. */
  private attributeSplat(of: Expression): Expression {
    let each: Expression = { kind: 'name', name: '*' };
    while (this.take('.')) each = { kind: 'index', of: each, index: this.attributeName() };
    return { kind: 'splat', of, each };
  }

  private splat(of: Expression): Expression {
    return { kind: 'splat', of, each: this.traversal({ kind: 'name', name: '*' }) };
  }

  private attributeName(): Expression {
    const token = this.next();
    if (token.kind !== 'name' && token.kind !== 'number') throw new Unreadable();
    return { kind: 'literal', value: token.kind === 'number' ? Number(token.text) : token.text };
  }

  private primary(): Expression {
    const token = this.next();
    if (token.kind === 'number') return { kind: 'literal', value: Number(token.text) };
    if (token.kind === 'template') return this.template(token.parts);
    if (token.kind === 'name') return this.named(token.text);
    if (token.text === '(') return this.until(')', () => this.expression());
    if (token.text === '[') return this.tuple();
    if (token.text === '{') return this.object();
    throw new Unreadable();
  }

  private template(parts: Extract<Token, { kind: 'template' }>['parts']): Expression {
    const read = parts.map((part): Expression => {
      if (typeof part === 'string') return { kind: 'literal', value: part };
      const inner = new Parser(part).whole();
      if (inner === undefined) throw new Unreadable();
      return inner;
    });
    if (read.length === 0) return { kind: 'literal', value: '' };
    return read.length === 1 && read[0] !== undefined ? read[0] : { kind: 'template', parts: read };
  }

  private named(name: string): Expression {
    const keyword = KEYWORDS.get(name);
    if (keyword !== undefined) return { kind: 'literal', value: keyword };
    return this.take('(') ? { kind: 'call', name, args: this.list(')') } : { kind: 'name', name };
  }

  private tuple(): Expression {
    return this.takeName('for') ? this.forExpression(']') : { kind: 'tuple', items: this.list(']') };
  }

  private object(): Expression {
    if (this.takeName('for')) return this.forExpression('}');
    const entries: [Expression, Expression][] = [];
    while (!this.take('}')) {
      const key = this.expression();
      if (!this.take('=', ':')) throw new Unreadable();
      entries.push([key.kind === 'name' ? { kind: 'literal', value: key.name } : key, this.expression()]);
      this.take(',');
    }
    return { kind: 'object', entries };
  }

  private forExpression(end: string): ForExpression {
    const names = [this.name()];
    if (this.take(',')) names.push(this.name());
    if (!this.takeName('in')) throw new Unreadable();
    const of = this.expression();
    this.expect(':');
    const first = this.expression();
    const keyed = this.take('=>') ? { key: first, value: this.expression() } : { value: first };
    const test = this.takeName('if') ? this.expression() : undefined;
    this.expect(end);
    if ((end === '}') !== 'key' in keyed) throw new Unreadable();
    return { kind: 'for', names, of, ...keyed, test };
  }

  private list(end: string): Expression[] {
    const found: Expression[] = [];
    while (!this.take(end)) {
      found.push(this.expression());
      if (!this.take(',') && this.tokens[this.position]?.text !== end) throw new Unreadable();
    }
    return found;
  }

  private until<T>(end: string, read: () => T): T {
    const result = read();
    this.expect(end);
    return result;
  }

  private name(): string {
    const token = this.next();
    if (token.kind !== 'name') throw new Unreadable();
    return token.text;
  }

  private next(): Token {
    const token = this.tokens[this.position++];
    if (token === undefined) throw new Unreadable();
    return token;
  }

  private take(...texts: readonly string[]): string | undefined {
    const token = this.tokens[this.position];
    if (token?.kind !== 'symbol' || !texts.includes(token.text)) return undefined;
    this.position += 1;
    return token.text;
  }

  private takeName(name: string): boolean {
    const token = this.tokens[this.position];
    if (token?.kind !== 'name' || token.text !== name) return false;
    this.position += 1;
    return true;
  }

  private expect(text: string): void {
    if (this.take(text) === undefined) throw new Unreadable();
  }
}
