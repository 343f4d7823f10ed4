/** The value of one cookie in a `Cookie` header. */
export function readCookie(header: string, name: string): string | undefined {
  const start = `${name}=`;
  return header
    .split(/;\s*/)
    .find((pair) => pair.startsWith(start))
    ?.slice(start.length);
}
