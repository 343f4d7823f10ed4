/** A planned change without the eight digits of its path's hash with which CDKTF ends a logical id. */
export function withoutHash(change: string): string {
  return change.replace(/_[0-9A-F]{8}$/, '');
}
