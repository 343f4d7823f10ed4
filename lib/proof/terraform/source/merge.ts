import { isKnown, isList, isMap, Unresolved, type Value, type ValueMap } from '../value';

/**
 * Fills what a plan does not know yet with what the configuration says.
 *
 * @param known What the plan knows
 * @param unknown The same shape, with `true` where it does not (`after_unknown`)
 * @param written What the configuration comes to; undefined where nothing is written
 */
export function fill(known: Value, unknown: unknown, written: Value): Value {
  if (unknown === true) return written;
  if (isList(known)) return fillList(known, Array.isArray(unknown) ? (unknown as unknown[]) : [], written);
  if (!isMap(unknown as Value)) return known;
  return fillMap(isMap(known) ? known : {}, unknown as ValueMap, written);
}

/** Blocks that the cloud never makes up: one that is not known and not written is written as a dynamic block. */
const BLOCKS = new Set([
  'default_actions',
  'health_check_config',
  'rule_actions',
  'server_group_tuples',
  'servers',
  'zone_mappings',
]);

function fillMap(known: ValueMap, unknown: ValueMap, written: Value): Value {
  const filled: Record<string, Value> = { ...known };
  for (const [name, part] of Object.entries(unknown)) {
    const value = fill(known[name], part, isMap(written) ? written[name] : partOf(written));
    filled[name] =
      part === true && value === undefined && BLOCKS.has(name) ? new Unresolved(`dynamic "${name}"`) : value;
  }
  return filled;
}

/** What a part of something is that is not written as a block. */
function partOf(written: Value): Value {
  return written instanceof Unresolved || written === undefined ? written : new Unresolved('a part of an expression');
}

/**
 * Blocks of a set come in an order of their own: each is paired with one that agrees in everything that is known.
 *
 * Blocks that agree in the same things may be swapped without changing the set; where one might stand for another that
 * it is not, nothing is filled in.
 */
function fillList(known: readonly Value[], unknown: readonly unknown[], written: Value): Value {
  const length = Math.max(known.length, unknown.length);
  const positions = Array.from({ length }, (_, index) => index);
  if (!positions.some((index) => hasUnknown(unknown[index]))) return known;
  const blocks = isList(written) ? written : isMap(written) && length === 1 ? [written] : undefined;
  if (blocks === undefined || blocks.length !== length) {
    return positions.map((index) => fill(known[index], unknown[index], new Unresolved('a repeated block')));
  }
  const free = new Set(blocks);
  return positions.map((index) => {
    const candidates = [...free].filter((block) => agrees(known[index], block));
    const [first] = candidates;
    const isClear = candidates.length === 1 || candidates.every((block) => isDetermined(known[index], block));
    if (first === undefined || !isClear) {
      return fill(known[index], unknown[index], new Unresolved('a repeated block'));
    }
    free.delete(first);
    return fill(known[index], unknown[index], first);
  });
}

function hasUnknown(unknown: unknown): boolean {
  if (typeof unknown !== 'object' || unknown === null) return unknown === true;
  return Object.values(unknown).some(hasUnknown);
}

/** Whether a block may be the one that the plan knows in part. */
function agrees(known: Value, block: Value): boolean {
  if (!isKnown(known) || known === undefined || known === null || block === undefined || block === null) return true;
  if (isMap(known) && isMap(block)) return Object.keys(known).every((name) => agrees(known[name], block[name]));
  if (isList(known) || isMap(known) || isList(block) || isMap(block)) return true;
  return !isKnown(block) || String(known) === String(block);
}

/** Whether a block says by itself everything that the plan knows, so that agreeing means being the same. */
function isDetermined(known: Value, block: Value): boolean {
  if (!isMap(known) || !isMap(block)) return false;
  return Object.entries(known).every(([name, value]) => {
    if (value === null || value === undefined || value === '') return true;
    if (isList(value)) return value.length === 0;
    return isKnown(block[name]) && block[name] !== undefined;
  });
}
