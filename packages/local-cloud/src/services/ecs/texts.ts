import { refuse } from '../../protocol/api-error';
import { isDescription } from '../texts';
import { ecsErrors } from './errors';

/** Security group names: 2-128, begins with a letter, then letters, digits and `: _ . -`. */
export function isSecurityGroupName(text: string): boolean {
  return /^\p{L}[\p{L}\p{N}:_.-]{1,127}$/u.test(text);
}

/** Instance names: 2-128 letters of any script, digits and `: _ . -`. */
function isInstanceName(text: string): boolean {
  return /^[\p{L}\p{N}:_.-]{2,128}$/u.test(text);
}

/** Host names of Linux: 2-64, parts of letters, digits and inner hyphens, joined by single dots. */
function isHostName(text: string): boolean {
  if (text.length < 2 || text.length > 64) return false;
  return /^[A-Za-z0-9]+(?:[-.][A-Za-z0-9]+)*$/.test(text);
}

/** Passwords: 8-30, three of: upper case, lower case, digits, the listed special characters. */
function isPassword(text: string): boolean {
  if (!/^[A-Za-z0-9()`~!@#$%^&*\-_+=|{}[\]:;'<>,.?/]{8,30}$/.test(text)) return false;
  const classes = [/[A-Z]/, /[a-z]/, /[0-9]/, /[^A-Za-z0-9]/];
  return classes.filter((form) => form.test(text)).length >= 3;
}

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
