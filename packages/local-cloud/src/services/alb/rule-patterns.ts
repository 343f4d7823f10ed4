/** How a path condition says that a regular expression follows: `~*` in any case, `~` case by case. */
const EXPRESSION = /^~(\*?)(.*)$/s;

/** Whether a value stands for itself alone, without wildcards. */
export function isLiteral(value: string): boolean {
  return !/[*?]/.test(value);
}

/** The whole of a text, where `*` is any text, slashes and dots included, and `?` one character. */
export function wildcard(value: string, flags: 'i' | '' = ''): RegExp {
  const form = value
    .replace(/[\\^$.|+()[\]{}]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${form}$`, `s${flags}`);
}

/**
 * A value of a path condition: an exact path or wildcards, else a regular expression behind `~` or `~*`.
 *
 * Case counts, except behind `~*` (`CreateRule`). An expression is looked for anywhere in the path; it has anchors of its own.
 *
 * @throws SyntaxError When the expression is none.
 */
export function pathPattern(value: string): RegExp {
  const [, anyCase, expression] = EXPRESSION.exec(value) ?? [];
  return expression === undefined ? wildcard(value) : new RegExp(expression, anyCase === '*' ? 'i' : '');
}

/** Whether a value of a path condition can be understood. */
export function isPathPattern(value: string): boolean {
  try {
    return pathPattern(value) instanceof RegExp;
  } catch {
    return false;
  }
}

/** Whether a value of a path condition is a regular expression. */
export function isExpression(value: string): boolean {
  return EXPRESSION.test(value);
}
