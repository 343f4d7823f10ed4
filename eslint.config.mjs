import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import { importX } from 'eslint-plugin-import-x';

/** Dependencies point one way: cli -> stacks -> lib -> provider bindings, cli -> live -> lib; local-cloud stands alone (docs: design, section 3). */
const oneWay = [
  {
    target: './lib',
    from: ['./stacks', './live', './cli', './packages/local-cloud', './main.ts'],
    message: 'lib imports only lib and the provider bindings',
  },
  {
    target: './stacks',
    from: ['./live', './cli', './packages/local-cloud', './main.ts'],
    message: 'stacks imports only lib',
  },
  {
    target: './live',
    from: ['./stacks', './cli', './packages/local-cloud', './packages/provider-alicloud', './main.ts'],
    message: 'live imports only lib',
  },
  {
    target: './packages/local-cloud',
    from: ['./lib', './stacks', './live', './cli', './main.ts', './packages/provider-alicloud'],
    message: 'local-cloud stands alone',
  },
  {
    target: './main.ts',
    from: ['./live', './cli', './packages/local-cloud'],
    message: 'main.ts imports only stacks and lib',
  },
];

/** What makes lib pure: no environment, files, clock, network or console. */
const purity = [
  { name: 'process', message: 'lib is pure: no environment' },
  { name: 'globalThis', message: 'lib is pure: no way round' },
  { name: 'global', message: 'lib is pure: no way round' },
  { name: 'console', message: 'lib is pure: no console' },
  { name: 'fetch', message: 'lib is pure: no network' },
  ...['Date', 'performance', 'setTimeout', 'setInterval', 'setImmediate', 'crypto'].map((name) => ({
    name,
    message: 'lib is pure: no clock, no chance',
  })),
];

/** Refuses every import but relative ones and those named. */
const onlyFrom = (names, message) => [
  'error',
  { patterns: [{ regex: `^(?!\\.{1,2}(/|$)|(${names.join('|')})$)`, message }] },
];

export default tseslint.config(
  {
    ignores: [
      '**/node_modules',
      '**/dist',
      '**/cdktf.out',
      '**/.causeway',
      'packages/provider-alicloud/.gen',
      'packages/provider-alicloud/lib',
      'coverage',
    ],
  },
  eslint.configs.recommended,
  ...tseslint.configs.strict,
  {
    files: ['**/*.ts'],
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver({ project: './tsconfig.json' })] },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones: oneWay }],
      'import-x/no-cycle': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
    },
  },
  {
    files: ['lib/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', ...purity],
      'no-restricted-properties': ['error', { object: 'Math', property: 'random', message: 'lib is pure: no chance' }],
      'no-restricted-syntax': ['error', { selector: 'ImportExpression', message: 'lib imports statically' }],
      'no-restricted-imports': onlyFrom(
        ['cdktf', 'constructs', 'yaml', 'zod', '@cdktf/provider-alicloud/.*'],
        'lib is pure: it imports lib, the provider bindings, cdktf, constructs, yaml and zod',
      ),
    },
  },
  {
    files: ['stacks/**/*.ts'],
    rules: {
      'no-restricted-imports': onlyFrom(['cdktf', 'constructs'], 'stacks wire constructs of lib: no raw resources'),
    },
  },
  {
    files: ['__tests__/**/*.ts', 'packages/*/__tests__/**/*.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    // Commands and optional packages are loaded when they are needed.
    files: ['cli/**/*.ts', 'live/**/*.ts'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  {
    files: ['**/*.js'],
    languageOptions: {
      globals: {
        require: 'readonly',
        module: 'writable',
        process: 'readonly',
        console: 'readonly',
        __dirname: 'readonly',
        setTimeout: 'readonly',
      },
    },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
);
