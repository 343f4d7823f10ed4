import { ValidationError } from '../core';
import { isObject, objects, placedIn, type Placed } from '../proof/terraform';

/** Values of a resource, by attribute. */
export type Values = Readonly<Record<string, unknown>>;

/** What a plan says of one resource: in `resource_drift`, or in `resource_changes`. */
export interface PlannedChange {
  readonly address: string;
  /** The module that it is in; empty for the root. */
  readonly module: string;
  readonly type: string;
  /** The address inside its module, without its key: how the configuration calls it. */
  readonly name: string;
  /** What tells it from others of its `count` or `for_each`; undefined where there is neither. */
  readonly index: unknown;
  readonly actions: readonly string[];
  readonly isImport: boolean;
  readonly before: Values | undefined;
  readonly after: Values | undefined;
  /** The shape of `after`, with `true` for what is not known before the apply. */
  readonly unknown: Values;
  /** The shape of `before` and of `after`, with `true` for what must not be shown. */
  readonly sensitive: readonly Values[];
  /** What makes it be replaced, by attribute. */
  readonly replacedFor: readonly string[];
}

/** The parts of a plan that drift is told from. */
export interface Plan {
  /** The plan itself (`terraform show -json FILE`). */
  readonly json: Values;
  /** What Terraform found to be other than in its state, resources only. */
  readonly drifted: readonly PlannedChange[];
  /** What the next apply would do; undefined in a plan that only refreshes. */
  readonly planned: readonly PlannedChange[] | undefined;
  /** What stands, as Terraform has just read it: resources and data sources. */
  readonly standing: readonly Placed[];
}

/**
 * Reads a plan that Terraform or OpenTofu made after it looked at what stands.
 *
 * @param json - What `terraform show -json FILE` prints.
 * @throws ValidationError `DRIFT_NEEDS_PLAN` for anything else, `PLAN_ERRORED`, or `NOTHING_APPLIED` where the state is empty.
 */
export function readDriftPlan(json: unknown): Plan {
  if (!isObject(json) || !('format_version' in json) || !('planned_values' in json)) {
    const how = 'make one with terraform plan -out=plan.bin, and give it what terraform show -json plan.bin prints';
    throw new ValidationError('DRIFT_NEEDS_PLAN', `drift is told from a plan in JSON, and this is none; ${how}`, {
      path: 'plan',
    });
  }
  if (json.errored === true) {
    const message = 'the plan ended with an error, so not everything in it was looked at; mend that, and plan again';
    throw new ValidationError('PLAN_ERRORED', message, { path: 'plan' });
  }
  const drifted = changesIn(json.resource_drift);
  const standing = isObject(json.prior_state) ? placedIn(json.prior_state.values) : [];
  if (drifted.length === 0 && !standing.some(({ resource }) => resource.mode === 'managed')) {
    const message =
      'the state holds nothing, so nothing can be told from it; apply first, or see whether it is the right state';
    throw new ValidationError('NOTHING_APPLIED', message, { path: 'state' });
  }
  const planned = 'resource_changes' in json ? changesIn(json.resource_changes) : undefined;
  return { json, drifted, planned, standing };
}

/** Objects that an interrupted replacement left behind are to go anyway. */
function changesIn(list: unknown): readonly PlannedChange[] {
  return objects(list)
    .filter(({ mode, deposed }) => mode === 'managed' && deposed === undefined)
    .map(changeOf);
}

function changeOf(resource: Values): PlannedChange {
  const change = isObject(resource.change) ? resource.change : {};
  const type = String(resource.type);
  return {
    address: String(resource.address),
    module: typeof resource.module_address === 'string' ? resource.module_address : '',
    type,
    name: `${type}.${String(resource.name)}`,
    index: resource.index,
    actions: Array.isArray(change.actions) ? change.actions.map(String) : [],
    isImport: isObject(change.importing),
    before: isObject(change.before) ? change.before : undefined,
    after: isObject(change.after) ? change.after : undefined,
    unknown: isObject(change.after_unknown) ? change.after_unknown : {},
    sensitive: [change.before_sensitive, change.after_sensitive].filter(isObject),
    replacedFor: Array.isArray(change.replace_paths)
      ? change.replace_paths.map((path) => String([path].flat()[0]))
      : [],
  };
}
