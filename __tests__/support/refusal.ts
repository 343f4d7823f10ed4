import { isValidationError, type ValidationError } from '../../lib/core';

/** What an action refuses its input with. */
export function refusalOf(action: () => unknown): ValidationError {
  try {
    action();
  } catch (error) {
    if (isValidationError(error)) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
