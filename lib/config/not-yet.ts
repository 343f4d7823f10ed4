import { matchesPath, type Path } from './path';

interface NotYet {
  readonly path: string;
  readonly values: readonly string[];
  /** What to do today. */
  readonly advice: string;
}

/** Values that the cloud has and this version does not offer, so that they are refused by name and not as misspellings. */
const NOT_YET: readonly NotYet[] = [
  {
    path: 'frontend.alb.address',
    values: ['internet', 'Internet'],
    advice: 'it needs an elastic IP address in each zone; use intranet',
  },
  { path: 'terraform.backend', values: ['remote', 's3', 'http'], advice: 'use local, oss or cloud' },
];

/** What to do instead of a value that this version does not offer; undefined where the value is just wrong. */
export function adviceInstead(path: Path, value: unknown): string | undefined {
  return NOT_YET.find((entry) => matchesPath(path, entry.path) && entry.values.some((known) => known === value))
    ?.advice;
}
