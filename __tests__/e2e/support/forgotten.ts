import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Workspace } from './workspace';

/** What Terraform knows by other names: a route by its destination, a rule by what it allows. Twice there is neither. */
const withoutId = ['vpc/routeEntries', 'ecs/securityGroupRules'];

/** The part of a synthesized stack that says where its state is. */
interface Stack {
  readonly terraform: { readonly backend: { readonly local: { readonly path: string } } };
}

/** What stands in the cloud and is not in the state. @param also - Text with the ids of what is known beside the state */
export function forgottenIn({ cloud, stackFolder }: Workspace, also = ''): readonly string[] {
  const stack = JSON.parse(readFileSync(join(stackFolder, 'cdk.tf.json'), 'utf8')) as Stack;
  const state = join(stackFolder, stack.terraform.backend.local.path);
  const text = (existsSync(state) ? readFileSync(state, 'utf8') : '') + also;
  return cloud
    .inventory()
    .filter(({ kind, id }) => !withoutId.includes(kind) && !text.includes(id.replace('/', ':')))
    .map(({ kind, id }) => `${kind} ${id}`);
}
