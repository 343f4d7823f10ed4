import {
  CloudBackend,
  LocalBackend,
  NamedCloudWorkspace,
  OssBackend,
  TaggedCloudWorkspaces,
  type TerraformStack,
} from 'cdktf';
import { AssumptionError, ossPrefix, workspaceName, type CloudConfig, type Deployment, type OssConfig } from '../lib';

/**
 * Says where Terraform keeps the state of a deployment.
 *
 * On a local cloud that is a file of its own, whatever the deployment says: in the real one's place it would make Terraform
 * believe that everything real is gone, and forget it. It also needs no account.
 *
 * @param localEndpoint `host:port` of a local cloud; undefined for the real one
 */
export function keepState(stack: TerraformStack, { name, terraform }: Deployment, localEndpoint?: string): void {
  const { backend, oss, cloud } = terraform;
  if (localEndpoint !== undefined) localFile(stack, `${name}.local`);
  else if (backend === 'local') localFile(stack, name);
  else if (backend === 'oss' && oss !== undefined) bucket(stack, name, oss);
  else if (backend === 'cloud' && cloud !== undefined) workspace(stack, name, cloud);
  else throw new AssumptionError('STATE_UNCHECKED', `backend ${backend} of a checked deployment has no settings`);
}

/**
 * The path is from the folder that Terraform runs in. Beside cdktf.out, so that removing that folder loses no state.
 * Relative, where the default is absolute, so that two clones of one project synthesize the same.
 */
function localFile(stack: TerraformStack, name: string): void {
  new LocalBackend(stack, { path: `../../../terraform.${name}.tfstate` });
}

function bucket(stack: TerraformStack, name: string, oss: OssConfig): void {
  const { region, key, encrypt, acl, tablestore } = oss;
  new OssBackend(stack, {
    bucket: oss.bucket,
    region,
    prefix: ossPrefix(name, oss),
    key,
    encrypt,
    acl,
    tablestoreEndpoint: tablestore?.endpoint,
    tablestoreTable: tablestore?.table,
  });
}

function workspace(stack: TerraformStack, name: string, cloud: CloudConfig): void {
  const { organization, hostname, workspaces } = cloud;
  const named = workspaceName(name, cloud);
  new CloudBackend(stack, {
    organization,
    hostname,
    workspaces:
      named === undefined
        ? new TaggedCloudWorkspaces([...(workspaces.tags ?? [])], workspaces.project)
        : new NamedCloudWorkspace(named, workspaces.project),
  });
}
