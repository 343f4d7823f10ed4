/** Whether each value that a request filters by is the one that there is; what is absent filters nothing. */
export function areWanted(pairs: readonly (readonly [wanted: unknown, actual: unknown])[]): boolean {
  return pairs.every(([wanted, actual]) => wanted === undefined || wanted === actual);
}

/**
 * Whether a name fits a filter: compared as a whole, `*` stands for anything.
 *
 * Not by a regular expression, which a filter of many stars keeps busy for years.
 */
export function matchesPattern(name: string, pattern: string): boolean {
  const [start = '', ...rest] = pattern.split('*');
  const end = rest.pop();
  if (end === undefined) return name === start;
  if (name.length < start.length + end.length || !name.startsWith(start) || !name.endsWith(end)) return false;
  const inner = name.slice(start.length, name.length - end.length);
  let at = 0;
  for (const part of rest) {
    const found = inner.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return true;
}
