import { App } from 'cdktf';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadDeployment } from '../../lib/config';
import { prove, type NetworkModel } from '../../lib/proof';
import { pathDiagram, pathView, selectFlows, topologyDiagram } from '../../lib/proof/render';
import { readTerraformJson } from '../../lib/proof/terraform';
import { CrossRegionAlbStack } from '../../stacks/cross-region-alb-stack';

/** The range whose way back is taken out, to show what is seen then. */
const LOST = '100.122.176.0/26';

/** The picture that `causeway diagram` draws of a deployment. */
export function topologyPicture(yaml: string): string {
  return topologyDiagram(modelOf(yaml), 'svg');
}

/** The picture that `causeway diagram --path` draws of it when the way back to one range is missing. */
export function brokenPathPicture(yaml: string): string {
  const { vpcRouteTables, ...model } = modelOf(yaml);
  const tables = vpcRouteTables.map((table) => ({
    ...table,
    routes: table.routes.filter(({ destination }) => destination.text !== LOST),
  }));
  const [flow] = selectFlows(prove({ ...model, vpcRouteTables: tables }), { source: LOST }).flows;
  const view = flow && pathView(flow);
  if (!view?.loss) throw new Error(`nothing is lost without the route to ${LOST}`);
  return pathDiagram(view, 'svg');
}

function modelOf(yaml: string): NetworkModel {
  const outdir = mkdtempSync(join(tmpdir(), 'causeway-docs-'));
  try {
    const { deployment } = loadDeployment(yaml, 'deployment');
    const stack = new CrossRegionAlbStack(new App({ outdir }), { deployment });
    return readTerraformJson(stack.toTerraform(), {
      backToOriginCidrs: { '*': deployment.frontend.alb.backToOriginCidrs ?? [] },
    });
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
