import { type ApiErrorDefinition, refuse } from '../../protocol/api-error';
import { isPlainText } from '../texts';

/** Checks a name of 1 to 128 and a description of up to 256 characters, neither a web address; absent ones pass. */
export function checkTexts(
  texts: { readonly name: string | undefined; readonly description: string | undefined },
  errors: { readonly name: ApiErrorDefinition; readonly description: ApiErrorDefinition },
): void {
  const { name, description } = texts;
  if (name !== undefined && !isPlainText(name, 128)) refuse(errors.name);
  // An empty one clears.
  if (description && !isPlainText(description, 256)) refuse(errors.description);
}
