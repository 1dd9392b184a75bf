import { defineConfig } from 'vitest/config';
import react from '@vitejs/plugin-react';

const common = { testTimeout: 60_000, hookTimeout: 60_000 };

export default defineConfig({
  plugins: [react()],
  test: {
    // Two cores: more workers only make the real chains and crypto of the tests wait for each other.
    maxWorkers: 2,
    projects: [
      { extends: true, test: { ...common, name: 'shared', environment: 'node', include: ['shared/**/*.test.ts'] } },
      { extends: true, test: { ...common, name: 'host', environment: 'node', include: ['electron/**/*.test.ts', 'e2e/support/**/*.test.ts'] } },
      { extends: true, test: { ...common, name: 'window', environment: 'jsdom', include: ['renderer/**/*.test.{ts,tsx}'] } },
    ],
  },
});
