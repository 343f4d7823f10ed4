import { isPlainText } from '../names';

/** Security group names: 2-128, begins with a letter, then letters, digits and `: _ . -`. */
export function isSecurityGroupName(text: string): boolean {
  return /^\p{L}[\p{L}\p{N}:_.-]{1,127}$/u.test(text);
}

/** Instance names: 2-128 letters of any script, digits and `: _ . -`. */
export function isInstanceName(text: string): boolean {
  return /^[\p{L}\p{N}:_.-]{2,128}$/u.test(text);
}

/** Descriptions of groups and instances: 2-256, no web address. */
export function isDescription(text: string): boolean {
  return text.length >= 2 && isPlainText(text, 256);
}

/** Host names of Linux: 2-64, parts of letters, digits and inner hyphens, joined by single dots. */
export function isHostName(text: string): boolean {
  if (text.length < 2 || text.length > 64) return false;
  return /^[A-Za-z0-9]+(?:[-.][A-Za-z0-9]+)*$/.test(text);
}

/** Passwords: 8-30, three of: upper case, lower case, digits, the listed special characters. */
export function isPassword(text: string): boolean {
  if (!/^[A-Za-z0-9()`~!@#$%^&*\-_+=|{}[\]:;'<>,.?/]{8,30}$/.test(text)) return false;
  const classes = [/[A-Z]/, /[a-z]/, /[0-9]/, /[^A-Za-z0-9]/];
  return classes.filter((form) => form.test(text)).length >= 3;
}
