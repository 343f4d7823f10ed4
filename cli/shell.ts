/** Quotes a value for a POSIX shell. */
export function quote(value: string): string {
  return /^[\w./:,=@+-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}
