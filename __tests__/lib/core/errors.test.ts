import {
  AssumptionError,
  ExecutionError,
  isAssumptionError,
  isExecutionError,
  isValidationError,
  ValidationError,
  type Issue,
} from '../../../lib/core';

const issue = (path: string): Issue => ({ code: 'X', severity: 'error', path, message: 'x is wrong' });

describe('errors', () => {
  it('are told apart by their guards, and from everything else', () => {
    const all = [
      new ValidationError('A', 'a'),
      new AssumptionError('B', 'b'),
      new ExecutionError('C', 'c'),
      new Error('d'),
      null,
    ];

    expect(all.map(isValidationError)).toEqual([true, false, false, false, false]);
    expect(all.map(isAssumptionError)).toEqual([false, true, false, false, false]);
    expect(all.map(isExecutionError)).toEqual([false, false, true, false, false]);
  });

  it('carry one issue made of themselves when no others are given', () => {
    const error = new ValidationError('CIDR_INVALID', 'no block', { path: 'vpc.cidr' });

    expect(error.issues).toEqual([{ code: 'CIDR_INVALID', severity: 'error', path: 'vpc.cidr', message: 'no block' }]);
  });

  it('have the path of their only issue, and none of several', () => {
    expect(new ValidationError('X', 'x', { issues: [issue('a.b')] }).path).toBe('a.b');
    expect(new ValidationError('X', 'x', { issues: [issue('a'), issue('b')] }).path).toBe('');
  });

  it('keep their cause', () => {
    const cause = new Error('why');

    expect(new ValidationError('X', 'x', { cause }).cause).toBe(cause);
    expect(new AssumptionError('X', 'x', { cause }).cause).toBe(cause);
    expect(new ExecutionError('X', 'x', { cause, command: 'terraform init', exitCode: 1 })).toMatchObject({
      cause,
      command: 'terraform init',
      exitCode: 1,
    });
    expect(new ValidationError('X', 'x')).not.toHaveProperty('cause');
  });
});
