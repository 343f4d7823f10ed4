import { refuse } from '../../protocol/api-error';
import { ecsErrors } from './errors';
import { isDescription, isHostName, isInstanceName, isPassword } from './texts';

/** The largest user data before it is encoded, in bytes. */
const MAX_USER_DATA = 32 * 1024;

/** Checks the texts that a request sets on an instance; absent ones pass. */
export function checkInstanceTexts(request: {
  readonly InstanceName?: string | undefined;
  readonly Description?: string | undefined;
  readonly HostName?: string | undefined;
  readonly Password?: string | undefined;
  readonly UserData?: string | undefined;
}): void {
  const { InstanceName, Description, HostName, Password, UserData } = request;
  if (InstanceName !== undefined && !isInstanceName(InstanceName)) refuse(ecsErrors.instanceName);
  if (Description !== undefined && !isDescription(Description)) refuse(ecsErrors.instanceDescription);
  if (HostName !== undefined && !isHostName(HostName)) refuse(ecsErrors.hostName);
  if (Password !== undefined && !isPassword(Password)) refuse(ecsErrors.password);
  if (UserData !== undefined) checkUserData(UserData);
}

function checkUserData(text: string): void {
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)) refuse(ecsErrors.userDataBase64);
  if (Buffer.from(text, 'base64').length > MAX_USER_DATA) refuse(ecsErrors.userDataSize);
}
