import type { CallParameters } from '@causeway/local-cloud';
import { AssumptionError, ExecutionError, type Issue } from '../../lib/core';
import type { TerraformEvent } from '../terraform/events';
import type { Applied, Builder, PlanResult } from '../up/stage';
import type { Api } from './api';
import type { Block, Condition, Configuration } from './configuration';
import { evaluate, type Scope } from './expressions/evaluate';
import { scopeOf } from './expressions/scope';
import { mustBeKnown } from './known';
import { dependenciesOf, inOrder } from './order';
import { dataSources, resourceTypes } from './resources';
import { Resource, type Values } from './resources/resource';

/** What a rehearsal works with. */
export interface RehearsalParts {
  readonly configuration: Configuration;
  readonly api: Api;
  /** Hears of every resource that is begun and done, in Terraform's words. */
  readonly onEvent: (event: TerraformEvent) => void;
  /** Called between two resources; what it throws ends the rehearsal there. */
  readonly mayGoOn?: () => void;
}

/**
 * Does with a stack what Terraform does, in process: resource by resource, in the order of their references, through the API
 * of a local cloud. Neither Terraform nor its provider takes part.
 *
 * It creates and deletes. What exists and differs from the stack is told by the plan, and not changed.
 */
export class Rehearsal implements Builder {
  private readonly blocks: readonly Block[];
  /** What was made, by address, in the order in which that happened: what the API knows it by. */
  private readonly made = new Map<string, CallParameters>();
  /** The values of resources and data sources by address, as they were last read. */
  private readonly values = new Map<string, Values>();
  private toCreate: readonly Block[] = [];
  private toChange: readonly string[] = [];

  /** @throws ExecutionError When there is something in the configuration that a rehearsal does not know. */
  constructor(private readonly parts: RehearsalParts) {
    mustBeKnown(parts.configuration);
    this.blocks = inOrder(parts.configuration.blocks);
  }

  async plan(): Promise<PlanResult> {
    const missing = new Set<string>();
    const changes: string[] = [];
    for (const block of this.blocks) {
      this.parts.mayGoOn?.();
      const isThere = (address: string): boolean => !missing.has(address);
      const isKnown = dependenciesOf(block).every(isThere);
      // As Terraform does: what does not hold is said before anything is made, when all that it refers to is known by then.
      if (dependenciesOf(preconditionsOf(block)).every(isThere)) {
        this.mustHold(block, block.preconditions, this.scope());
      }
      const differences = await this.look(block, isKnown);
      if (differences === 'missing') missing.add(block.address);
      else if (differences.length > 0) changes.push(`update ${block.address} (${differences.join(', ')})`);
    }
    this.toCreate = this.blocks.filter(({ mode, address }) => mode === 'resource' && missing.has(address));
    this.toChange = changes;
    const planned = [...this.toCreate.map(({ address }) => `create ${address}`), ...changes];
    return {
      isEmpty: planned.length === 0,
      changes: { add: this.toCreate.length, change: changes.length, remove: 0 },
      planned,
    };
  }

  async apply(): Promise<Applied> {
    if (this.toChange.length > 0) {
      const what = this.toChange.map((change) => `  ${change}`).join('\n');
      throw new ExecutionError(
        'REHEARSAL_CHANGES_NOTHING',
        `a rehearsal creates and deletes, and changes nothing:\n${what}`,
      );
    }
    for (const block of this.blocks) {
      this.parts.mayGoOn?.();
      if (block.mode === 'data' && !this.values.has(block.address)) await this.readData(block);
      else if (this.toCreate.includes(block)) await this.create(block);
    }
    const { outputs, checks } = this.parts.configuration;
    const scope = this.scope();
    return {
      outputs: evaluate(outputs, scope) as Applied['outputs'],
      warnings: checks
        .filter(({ condition }) => evaluate(condition, scope) !== true)
        .map(({ address, errorMessage }) => toIssue(address, evaluate(errorMessage, scope))),
    };
  }

  async destroy(): Promise<number> {
    // As Terraform does: what somebody has deleted in the meantime is not deleted again.
    await this.plan();
    const count = this.made.size;
    this.parts.onEvent({ type: 'change_summary', changes: { add: 0, change: 0, remove: count, operation: 'plan' } });
    for (const [address, identity] of [...this.made].reverse()) {
      this.parts.mayGoOn?.();
      await this.tell(this.blockAt(address), 'delete', () => this.resource(this.blockAt(address)).delete(identity));
      this.made.delete(address);
      this.values.delete(address);
    }
    return count;
  }

  /** Reads what stands; answers which arguments it does not agree with. @param isKnown - Whether all that it refers to is there */
  private async look(block: Block, isKnown: boolean): Promise<readonly string[] | 'missing'> {
    if (block.mode === 'data') {
      if (!isKnown) {
        this.values.delete(block.address);
        return 'missing';
      }
      await this.readData(block);
      return [];
    }
    const identity = this.made.get(block.address);
    const resource = this.resource(block);
    const found = identity && (await resource.read(identity));
    if (!found) {
      this.made.delete(block.address);
      this.values.delete(block.address);
      return 'missing';
    }
    if (!isKnown) return [];
    const wanted = this.evaluated(block);
    this.values.set(block.address, resource.attributes(wanted, found));
    return resource.differences(wanted, found).filter((name) => !block.ignoreChanges.includes(name));
  }

  private async create(block: Block): Promise<void> {
    this.mustHold(block, block.preconditions, this.scope());
    await this.tell(block, 'create', async () => {
      const resource = this.resource(block);
      const wanted = this.evaluated(block);
      const identity = await resource.create(wanted);
      this.made.set(block.address, identity);
      const found = await resource.read(identity);
      if (!found) throw new ExecutionError('VANISHED', `${block.address} was made, and is not there`);
      this.values.set(block.address, resource.attributes(wanted, found));
    });
    this.mustHold(block, block.postconditions, { ...this.scope(), self: this.values.get(block.address) });
  }

  private async readData(block: Block): Promise<void> {
    const source = dataSources.get(block.type);
    if (!source) throw unchecked(block);
    this.mustHold(block, block.preconditions, this.scope());
    const given = this.evaluated(block);
    const found = await source.read(this.parts.api(source.product, block.region), given);
    this.values.set(block.address, { ...given, ...found });
    this.mustHold(block, block.postconditions, { ...this.scope(), self: this.values.get(block.address) });
  }

  private mustHold({ address }: Block, conditions: readonly Condition[], scope: Scope): void {
    const failed = conditions.find(({ condition }) => evaluate(condition, scope) !== true);
    if (failed)
      throw new ExecutionError('CONDITION_FAILED', `${address}: ${String(evaluate(failed.errorMessage, scope))}`);
  }

  private async tell(block: Block, action: string, work: () => Promise<void>): Promise<void> {
    const hook = { resource: { addr: block.address, resource_type: block.type }, action };
    this.parts.onEvent({ type: 'apply_start', hook });
    try {
      await work();
    } catch (error) {
      this.parts.onEvent({ type: 'apply_errored', hook });
      const message = error instanceof Error ? error.message : String(error);
      throw new ExecutionError('REHEARSAL_FAILED', `${block.address}: ${message}`, { cause: error });
    }
    this.parts.onEvent({ type: 'apply_complete', hook });
  }

  private evaluated(block: Block): Values {
    return evaluate(block.arguments, this.scope()) as Values;
  }

  private scope(): Scope {
    return scopeOf(this.values);
  }

  private resource(block: Block): Resource {
    const type = resourceTypes.get(block.type);
    if (!type) throw unchecked(block);
    return new Resource(type, this.parts.api(type.product, block.region));
  }

  private blockAt(address: string): Block {
    const block = this.blocks.find((one) => one.address === address);
    if (!block) throw new AssumptionError('NOT_IN_CONFIGURATION', `${address} was made and is in no configuration`);
    return block;
  }
}

/** A block with nothing in it but its preconditions. */
function preconditionsOf(block: Block): Block {
  return { ...block, arguments: {}, dependsOn: [], postconditions: [] };
}

function toIssue(address: string, message: unknown): Issue {
  return { code: 'CHECK_FAILED', severity: 'warning', path: address, message: String(message) };
}

function unchecked({ address }: Block): AssumptionError {
  return new AssumptionError('TYPE_UNCHECKED', `${address} of a checked configuration has a type that is not known`);
}
