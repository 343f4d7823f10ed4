import { InvalidArgumentError, Option } from 'commander';
import type { Choices } from '../import/matching';

/** The option that says which local cloud is meant. */
export const endpoint = (): Option =>
  new Option('--endpoint <host:port>', 'the local cloud (default: CAUSEWAY_LOCAL_ENDPOINT, else 127.0.0.1:4566)');

/** A whole number in a range. */
export function whole(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= min && value <= max) return value;
    throw new InvalidArgumentError(`${String(min)} to ${String(max)} is needed`);
  };
}

/** Reads an option `<address>=<id>`, which may be given several times. */
export function choice(text: string, before: Choices = new Map()): Choices {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('<address>=<id> is needed');
  return new Map([...before, [text.slice(0, at), text.slice(at + 1)]]);
}

/** Collects an option that is repeated, or has commas. */
export function collect(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, ...commaSeparated(text)];
}

/** A list with commas. */
export function commaSeparated(text: string): readonly string[] {
  return text.split(',').map((each) => each.trim());
}
