import type { JournalEntry, ListedItem, ShownItem } from '@causeway/local-cloud';
import { adminClient, type AdminClient } from '../admin-client';
import { type ExitCode, exitCodes } from '../exit-codes';
import { style } from '../output/style';
import { table } from '../output/table';
import { terminalWidth } from '../output/terminal-width';

/** What every command takes that talks to a running local cloud. */
export interface ConsoleOptions {
  /** `host:port`. @default - CAUSEWAY_LOCAL_ENDPOINT, else 127.0.0.1:4566 */
  readonly endpoint?: string;
  readonly json?: boolean;
}

/** Lists what stands in the cloud. @param kind - The beginning of a kind. @default - all */
export function list(kind: string | undefined, options: ConsoleOptions): Promise<ExitCode> {
  return read(options, async (client) => {
    const items = await client.get<readonly ListedItem[]>('objects');
    const chosen = items.filter((item) => kind === undefined || item.kind.startsWith(kind));
    return { value: chosen, text: () => (chosen.length === 0 ? nothingText(items, kind) : listText(chosen)) };
  });
}

/** Shows one object with all its fields. */
export function show(idOrName: string, options: ConsoleOptions): Promise<ExitCode> {
  return read(options, async (client) => {
    const item = await client.get<ShownItem>(`objects/${encodeURIComponent(idOrName)}`);
    return { value: item, text: () => `${title(item)}\n${JSON.stringify(item.fields, undefined, 2)}\n` };
  });
}

/** Shows the ranges that a load balancer sends from. */
export function origins(loadBalancer: string, options: ConsoleOptions): Promise<ExitCode> {
  return read(options, async (client) => {
    const ranges = await client.get<readonly string[]>(`origins/${encodeURIComponent(loadBalancer)}`);
    return { value: ranges, text: () => ranges.map((range) => `${range}\n`).join('') };
  });
}

/** Shows every change that was made out of band. */
export function journal(options: ConsoleOptions): Promise<ExitCode> {
  return read(options, async (client) => {
    const entries = await client.get<readonly JournalEntry[]>('journal');
    const text = (): string => (entries.length === 0 ? 'nothing was changed out of band\n' : journalText(entries));
    return { value: entries, text };
  });
}

/** Makes a change as a person in the console would, and says what it was. */
export function change(name: string, body: object, options: ConsoleOptions): Promise<ExitCode> {
  return read(options, async (client) => {
    const entry = await client.post<JournalEntry>(`changes/${name}`, body);
    return { value: entry, text: () => journalText([entry]) };
  });
}

/** Which route a command line means: its id alone, or where it stands and its destination. */
export function routeFrom(where: string, destinationCidrBlock: string | undefined): object {
  return destinationCidrBlock === undefined ? { routeEntryId: where } : { table: where, destinationCidrBlock };
}

/** What to print, as JSON and for people. */
export interface Output {
  readonly value: unknown;
  readonly text: () => string;
}

/** Asks a running local cloud and prints what it says. */
export async function read(options: ConsoleOptions, ask: (client: AdminClient) => Promise<Output>): Promise<ExitCode> {
  const { value, text } = await ask(adminClient(options.endpoint, process.env));
  process.stdout.write(options.json ? `${JSON.stringify(value)}\n` : text());
  return exitCodes.ok;
}

function listText(items: readonly ListedItem[]): string {
  const kinds = [...new Set(items.map(({ kind }) => kind))];
  const sections = kinds.map((kind) => {
    const rows = items
      .filter((item) => item.kind === kind)
      .map(({ id, name, detail, region, status }) => [id, name, detail, region, status]);
    return `${style('bold', kind)}\n${table(rows, terminalWidth())}`;
  });
  return sections.join('\n');
}

/** A mistyped kind must not look like an empty cloud. */
function nothingText(items: readonly ListedItem[], kind: string | undefined): string {
  const kinds = [...new Set(items.map((item) => item.kind))].sort();
  if (kind === undefined || kinds.length === 0) return 'nothing stands in this local cloud\n';
  return `nothing of the kind "${kind}" stands in this local cloud; what does: ${kinds.join(', ')}\n`;
}

function title({ kind, id, name, region }: ListedItem): string {
  return [style('bold', id), kind, name, region].filter(Boolean).join('  ');
}

/** `1  2026-11-22 10:00:00  deleteRoute  rte-…  destinationCidrBlock 100.122.176.0/26 …` */
function journalText(entries: readonly JournalEntry[]): string {
  const rows = entries.map((entry) => [
    `${String(entry.number)}  ${entry.time.slice(0, 19).replace('T', ' ')}  ${entry.change}`,
    entry.id,
    entry.region,
    differences(entry),
  ]);
  return table(rows, terminalWidth());
}

/** What became different, in words; of what came or went, what it was. */
function differences({ before, after }: JournalEntry): string {
  if (!before || !after) return describe(before ?? after ?? {});
  const names = Object.keys({ ...before, ...after }).filter((name) => textOf(before[name]) !== textOf(after[name]));
  return names.map((name) => `${name} ${textOf(before[name])} -> ${textOf(after[name])}`).join(', ') || 'no difference';
}

const telling = ['destinationCidrBlock', 'nextHopId', 'portRange', 'policy', 'attachmentId', 'routeTableId'];

function describe(fields: Readonly<Record<string, unknown>>): string {
  const named = telling.filter((name) => fields[name] !== undefined && fields[name] !== '');
  return named.map((name) => `${name} ${textOf(fields[name])}`).join(', ');
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
