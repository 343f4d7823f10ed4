import type * as LocalCloudPackage from '@causeway/local-cloud';
import type { LocalCloud, LocalCloudOptions } from '@causeway/local-cloud';
import { ExecutionError } from '../lib/core';

/**
 * Loads the local cloud, which is a package of its own and may be absent.
 *
 * @throws ExecutionError When it is not installed, with what to do.
 */
export function loadLocalCloud(): typeof LocalCloudPackage {
  try {
    return require('@causeway/local-cloud') as typeof LocalCloudPackage;
  } catch (error) {
    const isMissing = error instanceof Error && error.message.includes("Cannot find module '@causeway/local-cloud'");
    if (!isMissing) throw error;
    throw new ExecutionError(
      'LOCAL_CLOUD_MISSING',
      'this command needs the package @causeway/local-cloud; add it with: npm install --save-dev @causeway/local-cloud',
      { cause: error },
    );
  }
}

/**
 * Starts a local cloud.
 *
 * @throws ExecutionError When the package is missing, the port is taken, or another process uses the state folder.
 */
export async function startCloud(options: LocalCloudOptions): Promise<LocalCloud> {
  const { startLocalCloud } = loadLocalCloud();
  try {
    return await startLocalCloud({ ...trusted(process.env), ...options });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new ExecutionError('LOCAL_CLOUD_NOT_STARTED', message, { cause: error });
  }
}

/** Whom this shell trusts already, so that the bundle that takes its place trusts them too. */
function trusted({ SSL_CERT_FILE: trustedFile }: NodeJS.ProcessEnv): Pick<LocalCloudOptions, 'trustedFile'> {
  return trustedFile ? { trustedFile } : {};
}
