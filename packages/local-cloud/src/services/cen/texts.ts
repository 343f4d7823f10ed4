import { refuse } from '../../protocol/api-error';
import { parameter } from '../../protocol/parameters';
import { isPlainText } from '../names';
import { cenErrors } from './errors';

const MAX_NAME_LENGTH = 128;
const MAX_DESCRIPTION_LENGTH = 256;

/** A name or description in an update: an empty one clears, an absent one leaves as it is. */
export const changedText = () => parameter.clearableText().optional();

/** Checks a name and a description; both may be empty, and neither may be a web address. */
export function checkTexts(name: string | undefined, description: string | undefined): void {
  if (name && !isPlainText(name, MAX_NAME_LENGTH)) refuse(cenErrors.name);
  if (description && !isPlainText(description, MAX_DESCRIPTION_LENGTH)) refuse(cenErrors.description);
}

/** A moment as CEN writes it: ISO 8601, UTC, without fractions of a second. */
export function timestamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+/, '');
}
