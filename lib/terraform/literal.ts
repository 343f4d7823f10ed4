import { Token } from 'cdktf';

/** Writes a text so that Terraform takes `${` and `%{` in it as they are; references pass. */
export function literal(text: string): string {
  return Token.isUnresolved(text) ? text : text.replace(/[$%]\{/g, (opening) => `${opening.charAt(0)}${opening}`);
}
