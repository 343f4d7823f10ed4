/** Numbers from 0 to 1 that a seed determines (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Random = () => number;

/** Values that stand where others belong: wrong types, ends of ranges, blocks that overlap, text of every kind. */
const STRANGE: readonly unknown[] = [
  ...[null, undefined, true, false, Number.NaN, Number.POSITIVE_INFINITY, -0, 10n, Symbol('s'), () => 1],
  ...[0, -1, 1, 1.5, 2, 10, 50, 51, 80, 100, 101, 300, 301, 10000, 10001, 65535, 65536, 2 ** 31, 2 ** 53, 1e308],
  ...[
    '',
    ' ',
    '0',
    '80',
    'null',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '\u0000',
    '\ud800',
    '\u202e',
  ],
  ...['100.XX.XX.0/25', '100.64.0.0/10', '100.117.130.0/25', '100.0.0.0/8', '100.100.2.128/25', '127.0.0.1/32'],
  ...[
    '0.0.0.0/0',
    '172.16.0.0/12',
    '172.16.0.0/11',
    '172.31.255.0/24',
    '192.168.0.0/16',
    '192.168.7.0/24',
    '192.168.0.0/29',
  ],
  ...['192.168.7.1/24', '256.0.0.0/8', '1.2.3/24', '10.0.0.0/33', '10.0.0.0/-1', '010.0.0.0/8', '::/0', '10.0.0.0/8\n'],
  ...['192.168.0.0', '192.168.0.255', '172.16.0.20', '8.8.8.8', '0.0.0.0', '255.255.255.255', '1e3.0.0.0'],
  ...[
    'cn-chengdu',
    'cn-hangzhou',
    'cn-hongkong',
    'ap-south-1',
    'na-south-1',
    'cn-nanjing',
    'cn-chengdu-a',
    'cn-chengdu-',
  ],
  ...['HTTPS', 'gRPC', 'Uch', 'oss', 'Basic', 'intranet', 'dataTransfer', 'vsw1', 'group1', 'ecs.g7.large', '/', '/é'],
  ...['x'.repeat(10_000), '🦆'.repeat(500), '.'.repeat(2_000), `${'1.'.repeat(3_000)}0/8`, '/'.repeat(3_000)],
  ...[
    [],
    {},
    [[]],
    [null],
    [undefined, 1],
    { existing: 'vpc-1' },
    Array.from({ length: 50 }, () => '100.117.130.0/25'),
  ],
  ...[new Date(0), new Map([['a', 1]]), new Set([1]), /x/, new Uint8Array(3), Object.create(null), new Array(3)],
];

const KEYS = [
  '__proto__',
  'constructor',
  'toString',
  'existing',
  'regoin',
  '',
  ' ',
  'a.b',
  '0',
  'ключ',
  '\u0000',
  'x'.repeat(300),
];

type Container = Record<string, unknown>;

function pick<T>(items: readonly T[], random: Random): T {
  return items[Math.floor(random() * items.length)] as T;
}

/** Every map and list in a value, the value itself first; one that is met twice counts once. */
function containers(value: unknown, found = new Set<object>()): readonly Container[] {
  if (typeof value === 'object' && value !== null && !found.has(value)) {
    found.add(value);
    for (const part of Object.values(value)) containers(part, found);
  }
  return [...found] as Container[];
}

/** Puts something at a key as JSON would: `__proto__` too becomes an entry of its own. */
function put(container: Container, key: string, value: unknown): void {
  // An array of bytes takes nothing but bytes.
  if (ArrayBuffer.isView(container)) return;
  Object.defineProperty(container, key, { value, enumerable: true, configurable: true, writable: true });
}

type Mutation = (container: Container, all: readonly Container[], random: Random) => void;

const MUTATIONS: readonly Mutation[] = [
  (container, _, random) => put(container, pick(keysOr(container), random), pick(STRANGE, random)),
  (container, _, random) => put(container, pick(keysOr(container), random), pick(STRANGE, random)),
  (container, _, random) => put(container, pick(KEYS, random), pick(STRANGE, random)),
  (container, _, random) => void Reflect.deleteProperty(container, pick(keysOr(container), random)),
  // A part of the deployment in the place of another one: what fits in shape and not in sense, and loops.
  (container, all, random) => put(container, pick(keysOr(container), random), pick(all, random)),
  (container, all, random) => {
    const other = pick(all, random);
    const key = pick(keysOr(other), random);
    put(container, pick(keysOr(container), random), other[key]);
  },
  (container, _, random) => {
    const key = pick(keysOr(container), random);
    put(container, `${key}2`, container[key]);
  },
];

function keysOr(container: Container): readonly string[] {
  const keys = Object.keys(container);
  return keys.length === 0 ? ['nothing'] : keys;
}

/** A copy of a deployment with one to four things wrong with it, or none by chance; a seed determines which. */
export function mutated(deployment: unknown, random: Random): unknown {
  const copy: unknown = structuredClone(deployment);
  const count = 1 + Math.floor(random() * 4);
  for (let round = 0; round < count; round += 1) {
    const all = containers(copy);
    pick(MUTATIONS, random)(pick(all, random), all, random);
  }
  return copy;
}

const SNIPPETS = [
  '&a ',
  '*a',
  '*nowhere',
  '!!str ',
  '!!binary ',
  '!mine ',
  '<<: *a',
  '? ',
  '---\n',
  '...\n',
  '- ',
  '{',
  '}',
  '[',
  ']',
].concat([
  '"',
  "'",
  '|\n',
  '>-\n',
  '#',
  ':',
  ': ',
  '\t',
  '\n',
  '\r',
  '\u0000',
  '\ufeff',
  '\ud800',
  '%YAML 1.1\n',
  '{'.repeat(500),
]);

/** A text with some characters taken out, doubled, or replaced by what means something in YAML. */
export function garbled(text: string, random: Random): string {
  let result = text;
  const count = 1 + Math.floor(random() * 4);
  for (let round = 0; round < count; round += 1) {
    const from = Math.floor(random() * result.length);
    const to = from + Math.floor(random() * 12);
    const between = pick([...SNIPPETS, '', result.slice(from, to).repeat(2)], random);
    result = result.slice(0, from) + between + result.slice(random() < 0.5 ? from : to);
  }
  return result;
}
