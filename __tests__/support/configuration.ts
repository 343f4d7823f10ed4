import { App, Testing } from 'cdktf';
import { type Configuration, toConfiguration } from '../../cli/rehearse/configuration';
import { parseDeployment } from '../../lib';
import { CrossRegionAlbStack } from '../../stacks';

/** The synthesized Terraform of a deployment file. */
export function configurationOf(yaml: string): Configuration {
  const app = Testing.stubVersion(new App({ stackTraces: false }));
  const stack = new CrossRegionAlbStack(app, { deployment: parseDeployment(yaml) });
  return toConfiguration(JSON.parse(Testing.synth(stack, true)) as never);
}
