/** A moment as most answers carry it: ISO 8601 in UTC, to the second (`2026-01-31T08:15:30Z`). */
export function isoSecond(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+/, '');
}

/** A moment as ECS writes it for instances and security groups: to the minute (`2026-01-31T08:15Z`). */
export function isoMinute(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 16)}Z`;
}
