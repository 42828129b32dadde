import { defineConfig } from 'vitest/config';

/** What mutants are held against: the tests that need neither a browser nor a server of their own. */
export default defineConfig({
  test: {
    include: ['tests/unit/**/*.test.ts', 'tests/conformance/{cases,codes,esp-zones}.test.ts'],
    environment: 'node',
    testTimeout: 60_000,
  },
});
