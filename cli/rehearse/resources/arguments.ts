import type { ParameterValue } from '@causeway/local-cloud';
import type { Argument, Found } from './resource-type';

/** An argument that travels as it is. */
export function same(parameter: string, more: Omit<Argument, 'parameter'> = {}): Argument {
  return { parameter, ...more };
}

/** An argument whose values have other words in the API; only those are known. */
export function words(parameter: string, byValue: Readonly<Record<string, string>>): Argument {
  return { parameter, only: Object.keys(byValue), write: (value: string) => byValue[value] };
}

/** A block, or a list of blocks, whose members are the API's in another spelling. */
export function nested(parameter: string, more: Omit<Argument, 'parameter' | 'write'> = {}): Argument {
  return { parameter, write: toApi, ...more };
}

/** A block of which there is one, whether or not it stands in a list. */
export function single(parameter: string): Argument {
  return { parameter, write: (value: unknown) => toApi(Array.isArray(value) ? value[0] : value) };
}

/** Tags of the thing itself. */
export const tags: Argument = { parameter: 'Tag', write: toTags, shown: tagsOf };

/** Terraform's map of tags as the API takes it. */
export function toTags(byKey: Readonly<Record<string, string>>): ParameterValue {
  return Object.entries(byKey).map(([Key, Value]) => ({ Key, Value }));
}

/** The tags of something that was read: each product wraps them in its own way. */
export function tagsOf({ Tags: tagged = [] }: Found): unknown {
  const list = Array.isArray(tagged) ? (tagged as readonly Found[]) : listAt(tagged as Found, 'Tag');
  return list.map(({ Key, Value, TagKey, TagValue }) => ({ Key: Key ?? TagKey, Value: Value ?? TagValue }));
}

/** The list at a place in an answer, such as `Images.Image`; empty when there is none. */
export function listAt(found: Found | undefined, path: string): readonly Found[] {
  const value = path.split('.').reduce<unknown>((at, name) => (at as Found | undefined)?.[name], found);
  return (value ?? []) as readonly Found[];
}

/** `health_check_path` is `HealthCheckPath`: Terraform's names as the API's, all the way down. */
export function toApi(value: unknown): ParameterValue {
  if (Array.isArray(value)) return value.map(toApi);
  if (typeof value !== 'object' || value === null) return value as ParameterValue;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [apiName(name), toApi(member)]));
}

function apiName(name: string): string {
  const words = name.split('_').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return words.join('').replace('Vswitch', 'VSwitch').replace('XForwardedForSlb', 'XForwardedForSLB');
}
