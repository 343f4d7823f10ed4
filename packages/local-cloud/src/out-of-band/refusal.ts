/** A change that cannot be made, because what it is about is not there or is not one thing; the message says which. */
export class OutOfBandError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'OutOfBandError';
  }
}
