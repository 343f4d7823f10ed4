import type { CallParameters, ParameterValue } from '@causeway/local-cloud';
import type { Call, Found, ResourceType } from './resource-type';

/** Terraform's arguments by name, with their values. */
export type Values = Readonly<Record<string, unknown>>;

/** One resource of a type that is known: what the row of its type says, done. */
export class Resource {
  constructor(
    private readonly type: ResourceType,
    private readonly call: Call,
  ) {}

  /** Makes it; answers what the API knows it by. */
  async create(values: Values): Promise<CallParameters> {
    const { create, later = [], complete, identity, answered = asItIs } = this.type;
    const parameters = this.parametersFrom(values);
    const atOnce = Object.fromEntries(Object.entries(parameters).filter(([name]) => !later.includes(name)));
    const answer = answered((await this.call(create, atOnce)) ?? {});
    const known = Object.fromEntries(
      identity.map((name) => [name, (answer[name] ?? parameters[name]) as ParameterValue]),
    );
    await complete?.(this.call, known, parameters);
    return known;
  }

  /** What the API would know it by, where its arguments alone say that; `undefined` where its creation answers it. */
  identityOf(values: Values): CallParameters | undefined {
    const parameters = this.parametersFrom(values);
    const known = this.type.identity.map((name) => [name, parameters[name]] as const);
    return known.every(([, value]) => value !== undefined) ? Object.fromEntries(known) : undefined;
  }

  /** Looks at it as it stands; `undefined` when it is gone. */
  async read(identity: CallParameters): Promise<Found | undefined> {
    const found = await this.type.read(this.call, identity);
    return found && { ...identity, ...found };
  }

  /** Terraform's attributes of what was read, the arguments among them. */
  attributes(values: Values, found: Found): Values {
    const computed = Object.entries(this.type.attributes).map(([name, from]) => [
      name,
      typeof from === 'string' ? found[from] : from(found),
    ]);
    return { ...values, ...(Object.fromEntries(computed) as Values) };
  }

  /** The names of the arguments that what was read does not agree with. */
  differences(values: Values, found: Found): readonly string[] {
    return Object.keys(values).filter((name) => {
      const argument = this.type.arguments[name];
      if (argument === undefined) return false;
      const { [argument.parameter]: wanted } = this.parametersFrom({ [name]: values[name] });
      return !agrees(wanted, argument.shown ? argument.shown(found) : found[argument.parameter]);
    });
  }

  /** Deletes it. */
  async delete(identity: CallParameters): Promise<void> {
    const found = this.type.outlives && (await this.read(identity));
    if (found && this.type.outlives?.(found)) return;
    const { action, parameters } = this.deletion(identity);
    await this.call(action, parameters);
  }

  /** The call that deletes it. */
  deletion(identity: CallParameters): { readonly action: string; readonly parameters: CallParameters } {
    const { delete: action, deleteWith, deleteAlso } = this.type;
    return { action, parameters: { ...(deleteWith?.(identity) ?? identity), ...deleteAlso } };
  }

  private parametersFrom(values: Values): CallParameters {
    return Object.fromEntries(
      Object.entries(values).flatMap(([name, value]) => {
        const argument = this.type.arguments[name];
        if (argument === undefined) return [];
        const { parameter, write } = argument;
        return [[parameter, write ? write(value as never) : (value as ParameterValue)] as const];
      }),
    );
  }
}

function asItIs(answer: Found): Found {
  return answer;
}

/** Whether what was asked for is there: every member of it, in lists in any order. The API has numbers as texts here and there. */
function agrees(wanted: unknown, found: unknown): boolean {
  if (Array.isArray(wanted)) {
    const items = (found ?? []) as readonly unknown[];
    return wanted.length === items.length && wanted.every((one) => items.some((item) => agrees(one, item)));
  }
  if (typeof wanted !== 'object' || wanted === null) return String(wanted) === String(found);
  return Object.entries(wanted).every(([name, member]) => agrees(member, (found as Found | undefined)?.[name]));
}
