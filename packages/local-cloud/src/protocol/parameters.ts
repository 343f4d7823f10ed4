import { z } from 'zod';

/** An empty string on the wire means "not given": the provider sends unset members so. */
const absentWhenEmpty = (value: unknown): unknown => (value === '' ? undefined : value);

const integerText = /^-?\d{1,15}$/;

/**
 * The vocabulary of request schemas: what arrives is text, what a handler sees is typed.
 *
 * Every helper declares a *mandatory* parameter, `changedText` apart; wrap it in `optional` or `withDefault` where the API
 * does not require it. A value that does not fit answers `Invalid<Name>`, an absent mandatory one `Missing<Name>`, unless the operation says otherwise.
 */
export const parameter = {
  /** A non-empty text. */
  text: () => z.preprocess(absentWhenEmpty, z.string()),

  /** A text in an update, where an absent one leaves the field as it is and an empty one clears it. */
  changedText: () => z.string().optional(),

  /** One of a few values, exactly as spelled. */
  oneOf: <const T extends readonly [string, ...string[]]>(values: T) => z.preprocess(absentWhenEmpty, z.enum(values)),

  /** One of a few values in any case; the handler sees the spelling given here. */
  oneOfAnyCase: <const T extends readonly [string, ...string[]]>(values: T) =>
    z.preprocess((value) => {
      if (typeof value !== 'string' || value === '') return absentWhenEmpty(value);
      return values.find((candidate) => candidate.toLowerCase() === value.toLowerCase()) ?? value;
    }, z.enum(values)),

  /** A whole number, bounds inclusive. */
  integer: (bounds: { readonly min?: number; readonly max?: number } = {}) =>
    z.preprocess(
      (value) => (typeof value === 'string' && integerText.test(value) ? Number(value) : absentWhenEmpty(value)),
      z
        .number()
        .int()
        .min(bounds.min ?? Number.MIN_SAFE_INTEGER)
        .max(bounds.max ?? Number.MAX_SAFE_INTEGER),
    ),

  /** `true` or `false`, in any case. */
  boolean: () =>
    z.preprocess((value) => {
      if (typeof value !== 'string') return value;
      const lower = value.toLowerCase();
      return lower === 'true' ? true : lower === 'false' ? false : absentWhenEmpty(value);
    }, z.boolean()),

  /** A text of a given form. */
  matching: (form: RegExp) => z.preprocess(absentWhenEmpty, z.string().regex(form)),

  /** A list from `Name.1`, `Name.2`, … */
  list: <T extends z.ZodType>(element: T, bounds: { readonly max?: number } = {}) =>
    z.array(element).max(bounds.max ?? 1000),

  /** An object from `Name.Member`. */
  object: <S extends z.ZodRawShape>(shape: S) => z.object(shape),

  /** A list of texts that travels as one JSON text, such as `InstanceIds=["i-1"]`. */
  jsonTexts: (bounds: { readonly max?: number } = {}) =>
    z.preprocess(jsonOrUnchanged, z.array(z.string()).max(bounds.max ?? 1000)),

  /** An object that travels as one JSON text. */
  jsonObject: <S extends z.ZodRawShape>(shape: S) => z.preprocess(jsonOrUnchanged, z.object(shape)),

  /** Not mandatory. An unset value sent as an empty string counts as absent. */
  optional: <T extends z.ZodType>(of: T) => z.preprocess(absentWhenEmpty, of.optional()),

  /** Not mandatory, with what the API takes when it is absent, or sent as an empty string. */
  withDefault: <T extends z.ZodType>(of: T, value: Exclude<z.output<T>, undefined>) =>
    z.preprocess(absentWhenEmpty, of.default(value as z.core.util.NoUndefined<z.output<T>>)),
} as const;

function jsonOrUnchanged(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (value === '') return undefined;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

const tagParameter = parameter.object({ Key: parameter.text(), Value: parameter.optional(parameter.text()) });

/** `Tag.n.Key` and `Tag.n.Value` to set; products have a code of their own for too many. */
export const tagsParameter = () => parameter.list(tagParameter);

/** `Tag.n.Key` and `Tag.n.Value` to filter by. */
export const tagFilterParameter = () => parameter.list(tagParameter, { max: 20 });
