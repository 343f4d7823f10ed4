/**
 * The candidate that a misspelt word was most likely meant to be, or undefined where none is near.
 *
 * Near is at most two edits, and fewer than half of the word's letters. Upper and lower case count as the same letter.
 */
export function closest(word: string, candidates: Iterable<string>): string | undefined {
  const most = Math.min(2, Math.floor((word.length - 1) / 2));
  let best: string | undefined;
  let least = most + 1;
  if (word.length > LONGEST_WORD) return undefined;
  for (const candidate of candidates) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

/** Longer words are not misspellings of a name. */
const LONGEST_WORD = 64;

/** Number of letters to insert, remove or replace (Levenshtein) to turn one word into another. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
