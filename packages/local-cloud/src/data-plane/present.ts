/** Whether a value is there; for `filter`. */
export function present<T>(value: T | undefined): value is T {
  return value !== undefined;
}
