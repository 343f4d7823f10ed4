import type { NetworkModel } from '../model';
import { pathMermaid, topologyMermaid } from './diagram/mermaid';
import type { PathView } from './diagram/path';
import { pathDrawing } from './diagram/path-drawing';
import { svg } from './diagram/svg';
import { topologyDrawing } from './diagram/topology-drawing';

export { pathView } from './diagram/path';
export type { FlowPath, PathStop, PathView } from './diagram/path';
export { PROOF_JSON_FORMAT, proofJson } from './json';
export { flowsByServer, lossesInWords, problemInWords, report } from './report';
export type { LossInWords, Mark, Report, ReportLine, ReportRemedy, ReportSection, ReportTrace } from './report';
export { selectFlows } from './select';
export type { FlowChoice } from './select';
export {
  describeHop,
  describeListener,
  describeLoss,
  describeServer,
  flowSentences,
  lossSentence,
  serverName,
} from './wording';

/** How a picture is written. */
export type DiagramFormat = 'svg' | 'mermaid';

/** A picture of a whole network. */
export function topologyDiagram(model: NetworkModel, format: DiagramFormat): string {
  return format === 'svg' ? svg(topologyDrawing(model)) : topologyMermaid(model);
}

/** A picture of one path, there and back, with the entries that were followed and the place where it breaks. */
export function pathDiagram(view: PathView, format: DiagramFormat): string {
  return format === 'svg' ? svg(pathDrawing(view)) : pathMermaid(view);
}
