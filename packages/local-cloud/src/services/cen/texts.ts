import { refuse } from '../../protocol/api-error';
import { isPlainText } from '../texts';
import { cenErrors } from './errors';

const MAX_NAME_LENGTH = 128;
const MAX_DESCRIPTION_LENGTH = 256;

/** Checks a name and a description; both may be empty, and neither may be a web address. */
export function checkTexts(name: string | undefined, description: string | undefined): void {
  if (name && !isPlainText(name, MAX_NAME_LENGTH)) refuse(cenErrors.name);
  if (description && !isPlainText(description, MAX_DESCRIPTION_LENGTH)) refuse(cenErrors.description);
}
