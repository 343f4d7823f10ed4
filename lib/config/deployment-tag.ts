/** The key of the tag by which everything that takes tags says to which deployment it belongs. */
export const DEPLOYMENT_TAG = 'causeway-deployment';

/** That tag, for a deployment of a name. */
export function deploymentTag(name: string): Readonly<Record<string, string>> {
  return { [DEPLOYMENT_TAG]: name };
}
