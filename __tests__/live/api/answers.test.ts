import * as alb from '@alicloud/alb20200616';
import * as ecs from '@alicloud/ecs20140526';
import * as vpc from '@alicloud/vpc20160428';
import type { z } from 'zod';
import { albCalls } from '../../../live/api/calls/alb';
import { cenCalls } from '../../../live/api/calls/cen';
import { ecsCalls } from '../../../live/api/calls/ecs';
import { probeCalls } from '../../../live/api/calls/probe';
import { vpcCalls } from '../../../live/api/calls/vpc';
import cbnAnswers from './cbn-answers.json';

/** What of a field is known: a leaf's type, the fields of an object, or the items of a list. */
type Shape = string | { readonly [field: string]: Shape } | readonly [Shape];

/** A model class of the official SDKs: the wire names of its fields, and their types. */
interface ModelClass {
  names(): Readonly<Record<string, string>>;
  types(): Readonly<Record<string, unknown>>;
}

function shapeOfModel(model: ModelClass): Shape {
  const types = model.types();
  return Object.fromEntries(Object.entries(model.names()).map(([field, wire]) => [wire, shapeOfType(types[field])]));
}

function shapeOfType(type: unknown): Shape {
  if (typeof type === 'function') return shapeOfModel(type as unknown as ModelClass);
  if (typeof type !== 'object') return String(type);
  return [shapeOfType((type as { itemType: unknown }).itemType)];
}

function shapeOfSchema(schema: unknown): Shape {
  const { type, innerType, element, shape, coerce } = (schema as { def: z.core.$ZodTypeDef }).def as unknown as {
    type: string;
    innerType?: unknown;
    element?: unknown;
    shape?: Readonly<Record<string, unknown>>;
    coerce?: boolean;
  };
  if (type === 'optional') return shapeOfSchema(innerType);
  if (type === 'array') return [shapeOfSchema(element)];
  if (shape) return Object.fromEntries(Object.entries(shape).map(([field, each]) => [field, shapeOfSchema(each)]));
  return coerce ? 'string' : type;
}

/** Fields that are read and that the API does not have, or has of another type. */
function strange(read: Shape, known: Shape | undefined, path: string): readonly string[] {
  if (known === undefined) return [`${path} is not there`];
  if (typeof read === 'string' || typeof known === 'string') {
    return read === known ? [] : [`${path} is ${JSON.stringify(known)}, not ${JSON.stringify(read)}`];
  }
  if (Array.isArray(read) !== Array.isArray(known)) return [`${path} is another kind of thing`];
  return Object.entries(read).flatMap(([field, shape]) =>
    strange(shape as Shape, (known as Readonly<Record<string, Shape>>)[field], `${path}.${field}`),
  );
}

/** What of a call is looked at. */
interface AnyCall {
  readonly product: string;
  readonly action: string;
  readonly answer: unknown;
}

const MODELS = { ...alb, ...ecs, ...vpc } as unknown as Readonly<Record<string, ModelClass>>;

describe('what is read of an answer is what the API documents', () => {
  test.each([albCalls, ecsCalls, probeCalls, vpcCalls].flatMap((calls) => Object.values(calls) as readonly AnyCall[]))(
    '$product $action, as the official SDK has it',
    ({ action, answer }) => {
      expect(strange(shapeOfSchema(answer), shapeOfModel(MODELS[`${action}ResponseBody`]!), action)).toEqual([]);
    },
  );

  // There is no SDK of CEN for Node: its answers are those of alibabacloud-cbn20170912 1.4.0 for Python (Apache-2.0).
  test.each(Object.values(cenCalls))('CEN $action, as the official SDK for Python has it', ({ action, answer }) => {
    const known = (cbnAnswers as unknown as Readonly<Record<string, Shape>>)[action];
    expect(strange(shapeOfSchema(answer), known, action)).toEqual([]);
  });
});

test.each([
  ['a field that is not there', { VpcIds: 'string' }, ['DescribeVpcs.VpcIds is not there']],
  ['a field of another type', { TotalCount: 'string' }, ['DescribeVpcs.TotalCount is "number", not "string"']],
  ['an object in place of a list', { Vpcs: { Vpc: {} } }, ['DescribeVpcs.Vpcs.Vpc is another kind of thing']],
])('rejects %s', (_, read, problems) => {
  expect(strange(read as Shape, shapeOfModel(MODELS.DescribeVpcsResponseBody!), 'DescribeVpcs')).toEqual(problems);
});
