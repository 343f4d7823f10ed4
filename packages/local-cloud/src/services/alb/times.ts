/** A moment as ALB answers it: ISO 8601 in UTC, to the second. */
export function isoSeconds(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+/, '');
}
