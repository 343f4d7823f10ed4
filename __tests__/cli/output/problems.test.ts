import { describeError, describeIssue } from '../../../cli/output/problems';
import { AssumptionError, ExecutionError, ValidationError, type Issue } from '../../../lib/core';

const issue: Issue = {
  code: 'CIDR_HOST_BITS',
  severity: 'error',
  path: 'a.cidr',
  message: 'wrong',
  line: 3,
  column: 7,
};

describe('describeIssue', () => {
  it('tells place, message, suggestion and code', () => {
    expect(describeIssue({ ...issue, suggestion: '10.0.0.0/8' })).toBe(
      '3:7 a.cidr: wrong; did you mean 10.0.0.0/8? [CIDR_HOST_BITS]',
    );
  });

  it('does not suggest what the message suggests already', () => {
    const message = 'a block starts at its network address; did you mean 10.0.0.0/8?';
    expect(describeIssue({ ...issue, message, suggestion: '10.0.0.0/8' })).toBe(
      `3:7 a.cidr: ${message} [CIDR_HOST_BITS]`,
    );
  });

  it('names the whole file where there is no path', () => {
    expect(describeIssue({ ...issue, path: '' })).toBe('3:7 (file): wrong [CIDR_HOST_BITS]');
  });

  it('names no file for what stands in none, such as an option of the command line', () => {
    expect(describeIssue({ code: 'X', severity: 'error', path: '', message: 'wrong' })).toBe('wrong [X]');
  });
});

describe('describeError', () => {
  it('tells all problems of a file', () => {
    const error = new ValidationError('DEPLOYMENT_INVALID', 'two', { issues: [issue, { ...issue, path: 'b' }] });
    expect(describeError(error).split('\n')).toHaveLength(2);
  });

  it('does not hide why a file is refused among what it is only warned of', () => {
    const issues: readonly Issue[] = [{ ...issue, severity: 'notice', message: 'large' }, issue];
    expect(describeError(new ValidationError('DEPLOYMENT_INVALID', 'one', { issues }))).toBe(describeIssue(issue));
  });

  it('tells what a tool said, without a stack', () => {
    expect(describeError(new ExecutionError('X', 'terraform failed'))).toBe('terraform failed');
  });

  it('tells a bug with its stack, and anything else as it is', () => {
    expect(describeError(new AssumptionError('X', 'oh'))).toMatch(
      /^this is a bug in Causeway: AssumptionError: oh\n +at /,
    );
    expect(describeError('text')).toBe('text');
  });
});
