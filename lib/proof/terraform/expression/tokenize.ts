/** A word of an expression. */
export type Token =
  | { readonly kind: 'name' | 'number' | 'symbol'; readonly text: string }
  /** A quoted text: what stands there, and the tokens of what is put in. */
  | { readonly kind: 'template'; readonly text: string; readonly parts: readonly (string | readonly Token[])[] };

const PLAIN =
  /\s+|(?<name>[A-Za-z_][\w-]*)|(?<number>\d+(?:\.\d+)?)|(?<symbol>=>|==|!=|<=|>=|&&|\|\||[-+*/%!?:,.()[\]{}=<>])/y;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '"': '"', '\\': '\\' };

/** How quotation marks in a template are read: raw ones come from JSON and need no backslash. */
export interface TokenizeOptions {
  readonly isRaw?: boolean;
}

/** Cuts an expression into tokens; undefined where it has something that is not read here, such as a heredoc. */
export function tokenize(text: string, { isRaw = false }: TokenizeOptions = {}): readonly Token[] | undefined {
  const scanner = new Scanner(text);
  const tokens = isRaw ? scanner.rawTemplate() : scanner.tokens(() => scanner.isAtEnd);
  return scanner.isAtEnd ? tokens : undefined;
}

class Scanner {
  private position = 0;

  constructor(private readonly text: string) {}

  get isAtEnd(): boolean {
    return this.position === this.text.length;
  }

  /** The whole text is one template, in the outermost quotation marks. */
  rawTemplate(): readonly Token[] | undefined {
    this.position = 1;
    const last = this.text.length - 1;
    const template = this.template(() => this.position === last, true);
    return template && [template];
  }

  tokens(isDone: () => boolean): readonly Token[] | undefined {
    const found: Token[] = [];
    while (!isDone()) {
      const token = this.text[this.position] === '"' ? this.quoted() : this.plain();
      if (token === undefined) return undefined;
      if (token !== 'space') found.push(token);
    }
    return found;
  }

  private plain(): Token | 'space' | undefined {
    PLAIN.lastIndex = this.position;
    const match = PLAIN.exec(this.text);
    if (match === null) return undefined;
    this.position = PLAIN.lastIndex;
    for (const kind of ['name', 'number', 'symbol'] as const) {
      const text = match.groups?.[kind];
      if (text !== undefined) return { kind, text };
    }
    return 'space';
  }

  private quoted(): Token | undefined {
    this.position += 1;
    return this.template(() => this.text[this.position] === '"');
  }

  /** @param isRaw Whether backslashes stand for themselves. */
  private template(isDone: () => boolean, isRaw = false): Token | undefined {
    const start = this.position;
    const parts: (string | readonly Token[])[] = [];
    let literal = '';
    while (!isDone()) {
      if (this.isAtEnd || this.text.startsWith('%{', this.position)) return undefined;
      if (this.text.startsWith('$${', this.position)) {
        literal += '${';
        this.position += 3;
      } else if (this.text.startsWith('${', this.position)) {
        if (literal !== '') parts.push(literal);
        literal = '';
        const inner = this.interpolation();
        if (inner === undefined) return undefined;
        parts.push(inner);
      } else literal += this.character(isRaw);
    }
    if (literal !== '') parts.push(literal);
    const text = this.text.slice(start, this.position);
    this.position += 1;
    return { kind: 'template', text, parts };
  }

  private interpolation(): readonly Token[] | undefined {
    this.position += 2;
    let depth = 0;
    const inner = this.tokens(() => {
      const next = this.text[this.position];
      if (next === '{') depth += 1;
      if (next === '}') depth -= 1;
      return depth < 0 || this.isAtEnd;
    });
    if (this.isAtEnd) return undefined;
    this.position += 1;
    return inner;
  }

  private character(isRaw: boolean): string {
    const character = this.text[this.position] ?? '';
    this.position += 1;
    if (isRaw || character !== '\\') return character;
    const escaped = this.text[this.position] ?? '';
    this.position += 1;
    return ESCAPES[escaped] ?? `\\${escaped}`;
  }
}
