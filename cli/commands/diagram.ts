import { writeFileSync } from 'node:fs';
import { ExecutionError, ValidationError } from '../../lib/core';
import { type NetworkModel, prove } from '../../lib/proof';
import { type DiagramFormat, pathDiagram, pathView, selectFlows, topologyDiagram } from '../../lib/proof/render';
import { type ExitCode, exitCodes } from '../exit-codes';
import { type ModelOptions, readModel } from '../proof/read-model';

/** What `causeway diagram` takes. */
export interface DiagramOptions extends ModelOptions {
  /** @default - by the name of the file, else `mermaid` */
  readonly format?: DiagramFormat;
  /** The file to write. @default - standard output */
  readonly out?: string;
  /** A server, such as `web/ecs1`, whose path is drawn in place of the topology. */
  readonly path?: string;
  /** The source range of that path. @default - the first that is lost, else the first */
  readonly source?: string;
}

/**
 * Draws a network, or one path through it.
 *
 * @param wanted - A deployment, a JSON file of Terraform's, or `-`. @default - the only deployment there is
 */
export async function diagram(wanted: string | undefined, options: DiagramOptions): Promise<ExitCode> {
  const { out, path, source, format = out?.endsWith('.svg') ? 'svg' : 'mermaid' } = options;
  if (source !== undefined && path === undefined) {
    throw new ValidationError('SOURCE_WITHOUT_PATH', '--source says where a path begins; add --path <server>');
  }
  const model = await readModel(wanted, options);
  const picture = path === undefined ? topologyDiagram(model, format) : drawPath(model, path, source, format);
  if (out === undefined) process.stdout.write(picture);
  else write(out, picture);
  return exitCodes.ok;
}

function drawPath(model: NetworkModel, server: string, source: string | undefined, format: DiagramFormat): string {
  const { flows } = selectFlows(prove(model), { server, source });
  const flow = flows.find(({ status }) => status === 'broken') ?? flows[0];
  const view = flow && pathView(flow);
  if (view !== undefined) return pathDiagram(view, format);
  const reason = flow?.status === 'unused' ? 'its weight is 0, so nothing is sent' : flow?.gaps[0]?.message;
  throw new ValidationError('PATH_UNKNOWN', `no path to ${server} can be drawn: ${reason ?? 'nothing is known of it'}`);
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ExecutionError('FILE_NOT_WRITTEN', `${file} cannot be written: ${reason}`, { cause: error });
  }
}
