import { ValidationError } from '../../core';
import type { NetworkModel } from '../model';
import type { BackToOriginCidrs } from './build/back-to-origin';
import { buildModel } from './build/model';
import { isObject } from './source/hcl';
import type { Inventory } from './source/instance';
import { inventoryOfPlan, type TerraformConfiguration } from './source/plan';
import { inventoryOfState } from './source/state';
import { inventoryOfSynthesized } from './source/synthesized';

export { IDENTITIES, SYSTEM } from './build/identities';
export { isObject, objects } from './source/hcl';
export { placedIn } from './source/plan';
export type { Placed, TerraformConfiguration } from './source/plan';
export { labelsOfSynthesized } from './source/synthesized';

/** Options for reading Terraform into a model. */
export interface ReadTerraformOptions {
  /** Back-to-origin CIDRs of the ALBs, where Terraform does not show them: by load balancer (address, name or id), or `*` for all. @default - inferred from the routes inside 100.64.0.0/10 */
  readonly backToOriginCidrs?: BackToOriginCidrs;
  /**
   * The configuration that a plan was made of.
   *
   * A plan says of an expression what it refers to, and not how; with the configuration `a.b[each.key].id` is followed.
   * Other inputs need none. @default - what cannot be told without it is a gap
   */
  readonly configuration?: TerraformConfiguration;
  /** What people call the resources of a plan, by address. @default - their addresses */
  readonly labels?: ReadonlyMap<string, string>;
}

/** A synthesized stack, as the proof and the rules look at it. */
export interface ReadStack {
  readonly model: NetworkModel;
  /** Every resource and data source that the model is made of. */
  readonly inventory: Inventory;
}

/**
 * Reads one stack as it is synthesized (`cdk.tf.json`), or any configuration in Terraform's JSON syntax without modules.
 *
 * @throws ValidationError `TERRAFORM_JSON_UNKNOWN`
 */
export function readSynthesized(json: unknown, options: ReadTerraformOptions = {}): NetworkModel {
  return readStack(json, options).model;
}

/**
 * As `readSynthesized`, with the resources.
 *
 * @throws ValidationError `TERRAFORM_JSON_UNKNOWN`
 */
export function readStack(json: unknown, options: ReadTerraformOptions = {}): ReadStack {
  const stack = required(json, isStack, 'a synthesized stack (cdk.tf.json)');
  const { inventory, uncounted } = inventoryOfSynthesized(stack);
  const modules = isObject(stack.module) ? Object.keys(stack.module) : [];
  const gaps = [
    ...uncounted.filter(isAlicloud).map((name) => `${name}: its count or for_each is not known`),
    ...modules.map((name) => `module.${name}: modules are only followed in a plan or a state`),
  ];
  return { model: buildModel(inventory, { ...options, gaps }), inventory };
}

/**
 * Reads a plan (`terraform show -json FILE`): what there is after it is applied.
 *
 * @throws ValidationError `TERRAFORM_JSON_UNKNOWN`
 */
export function readPlan(json: unknown, options: ReadTerraformOptions = {}): NetworkModel {
  const plan = required(json, isPlan, 'a plan (terraform show -json FILE)');
  const gaps = [
    ...(plan.errored === true ? ['the plan ended with an error, so that it does not show everything'] : []),
    ...(plan.errored !== true && plan.complete === false
      ? ['the plan is not complete: it was made with -target, or puts something off; make one of everything']
      : []),
  ];
  return buildModel(inventoryOfPlan(plan, options), { ...options, gaps });
}

/**
 * Reads a state (`terraform show -json`), where everything is known.
 *
 * @throws ValidationError `TERRAFORM_JSON_UNKNOWN`
 */
export function readState(json: unknown, options: ReadTerraformOptions = {}): NetworkModel {
  return buildModel(inventoryOfState(required(json, isState, 'a state (terraform show -json)')), options);
}

/**
 * Reads a plan, a state or a synthesized stack, whichever it is.
 *
 * @throws ValidationError `TERRAFORM_JSON_UNKNOWN`
 */
export function readTerraformJson(json: unknown, options: ReadTerraformOptions = {}): NetworkModel {
  if (isObject(json) && isPlan(json)) return readPlan(json, options);
  if (isObject(json) && isState(json)) return readState(json, options);
  return readSynthesized(json, options);
}

/**
 * Reads every resource and data source of a plan, a state or a synthesized stack: what the model is made of.
 *
 * @throws ValidationError `TERRAFORM_JSON_UNKNOWN`
 */
export function readInventory(json: unknown, configuration?: TerraformConfiguration): Inventory {
  if (isObject(json) && isPlan(json)) return inventoryOfPlan(json, { configuration });
  if (isObject(json) && isState(json)) return inventoryOfState(json);
  return inventoryOfSynthesized(required(json, isStack, 'a synthesized stack (cdk.tf.json)')).inventory;
}

type Json = Readonly<Record<string, unknown>>;

function isPlan(json: Json): boolean {
  return 'format_version' in json && 'planned_values' in json;
}

/** The state of an empty workspace has a version and nothing else. */
function isState(json: Json): boolean {
  return 'format_version' in json && !('planned_values' in json) && !('resource_changes' in json);
}

function isStack(json: Json): boolean {
  return (
    !('format_version' in json) &&
    ['resource', 'data', 'terraform', 'provider'].some((block) => isObject(json[block]) || Array.isArray(json[block]))
  );
}

/** A file as Terraform keeps it, which has no promised format. */
function isStateFile(json: unknown): boolean {
  return isObject(json) && typeof json.version === 'number' && typeof json.serial === 'number';
}

/** Every 1.x of the format, and those before it, only add to what is read here. */
function assertFormat({ format_version: version }: Json): void {
  const [major = ''] = String(version).split('.');
  if (major === '0' || major === '1') return;
  const message = `plans and states of format 1 can be read, got format_version ${JSON.stringify(version)}; make them with Terraform 1.x or OpenTofu 1.x`;
  throw new ValidationError('TERRAFORM_JSON_UNKNOWN', message);
}

function required(json: unknown, isRight: (json: Json) => boolean, what: string): Json {
  if (isObject(json) && 'format_version' in json) assertFormat(json);
  if (isObject(json) && isRight(json)) return json;
  if (isStateFile(json)) {
    const how =
      'this is a state as Terraform keeps it; make JSON of it: terraform show -json terraform.tfstate > state.json';
    throw new ValidationError('TERRAFORM_JSON_UNKNOWN', how);
  }
  const keys = isObject(json) ? Object.keys(json).slice(0, 5).join(', ') : JSON.stringify(json)?.slice(0, 40);
  const other = 'a plan or a state (terraform show -json), or a synthesized stack (cdk.tf.json), can be read';
  throw new ValidationError('TERRAFORM_JSON_UNKNOWN', `this is not ${what}, got ${keys || 'nothing'}; ${other}`);
}

function isAlicloud(name: string): boolean {
  return name.replace(/^data\./, '').startsWith('alicloud_');
}
