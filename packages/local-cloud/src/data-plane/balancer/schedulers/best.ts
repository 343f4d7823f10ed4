/** The element with the highest score; of equals, the first. The list must not be empty. */
export function best<T>(list: readonly T[], score: (element: T) => number): T {
  const scored = list.map((element) => ({ element, score: score(element) }));
  return scored.reduce((winner, other) => (other.score > winner.score ? other : winner)).element;
}
