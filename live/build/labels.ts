/** What people call a thing: its name, with the id in brackets; the id alone where it has no name. */
export function named(name: string | undefined, id: string): string {
  return name === undefined || name === '' ? id : `${name} (${id})`;
}
