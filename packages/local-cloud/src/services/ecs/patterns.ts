/** Whether a name fits a filter: compared as a whole, `*` stands for anything. */
export function matchesPattern(name: string, pattern: string): boolean {
  const parts = pattern.split(/\*+/).map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 'u').test(name);
}
