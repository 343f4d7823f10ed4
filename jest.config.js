const shared = {
  testEnvironment: 'node',
  transform: { '^.+\\.tsx?$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }] },
  modulePathIgnorePatterns: ['<rootDir>/cdktf.out', '<rootDir>/.causeway', '<rootDir>/examples/.*/cdktf.out'],
};

/**
 * Two layers: `unit` needs nothing but Node; `e2e` runs real Terraform and the real provider against the local cloud.
 *
 * @type {import('jest').Config}
 */
module.exports = {
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: [
        '<rootDir>/__tests__/**/*.test.ts',
        '<rootDir>/packages/*/__tests__/**/*.test.ts',
        '<rootDir>/examples/**/*.test.ts',
      ],
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/__tests__/e2e/'],
    },
    {
      ...shared,
      displayName: 'e2e',
      testMatch: ['<rootDir>/__tests__/e2e/**/*.test.ts'],
      globalSetup: '<rootDir>/__tests__/e2e/support/global-setup.ts',
    },
  ],
  // Only to end what hangs: no verdict depends on how fast the machine is.
  testTimeout: 240_000,
  // More workers than cores: the slow suites mostly wait for the provider's own pauses.
  maxWorkers: 6,
  testSequencer: '<rootDir>/scripts/test-order.js',
};
