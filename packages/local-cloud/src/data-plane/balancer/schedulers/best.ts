/**
 * The element with the highest score; of equals, the first.
 *
 * Runs for every request over every server, so it makes no list of scores.
 *
 * @throws When the list is empty, which is a bug of the caller.
 */
export function best<T>(list: readonly T[], score: (element: T) => number): T {
  let winner: { readonly element: T } | undefined;
  let highest = -Infinity;
  for (const element of list) {
    const own = score(element);
    if (winner && own <= highest) continue;
    winner = { element };
    highest = own;
  }
  if (!winner) throw new Error('there is nothing to choose from');
  return winner.element;
}
