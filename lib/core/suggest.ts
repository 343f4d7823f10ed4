/**
 * The candidate that a misspelt word was most likely meant to be, or undefined where none is near.
 *
 * Near is at most two edits, and fewer than half of the word's letters; two swapped letters are one edit. Upper and lower case count as the same letter.
 */
export function closest(word: string, candidates: Iterable<string>): string | undefined {
  const most = Math.min(2, Math.floor((word.length - 1) / 2));
  let best: string | undefined;
  let least = most + 1;
  if (word.length > LONGEST_WORD) return undefined;
  const letters = word.toLowerCase();
  for (const candidate of candidates) {
    const other = candidate.toLowerCase();
    // So many letters have to be inserted or removed at least.
    if (Math.abs(letters.length - other.length) >= least) continue;
    const distance = editDistance(letters, other);
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

/** Longer words are not misspellings of a name. */
const LONGEST_WORD = 64;

/** Number of letters to insert, remove, replace or swap with their neighbour (optimal string alignment). */
function editDistance(from: string, to: string): number {
  const rows: number[][] = [Array.from({ length: to.length + 1 }, (_, index) => index)];
  const at = (i: number, j: number): number => rows[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= from.length; i += 1) {
    rows.push([i]);
    for (let j = 1; j <= to.length; j += 1) {
      const same = from[i - 1] === to[j - 1];
      const swapped = from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      const edits = [at(i - 1, j - 1) + (same ? 0 : 1), at(i - 1, j) + 1, at(i, j - 1) + 1];
      rows[i]?.push(Math.min(...edits, swapped ? at(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY));
    }
  }
  return at(from.length, to.length);
}
