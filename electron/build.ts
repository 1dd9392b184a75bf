import { build, type BuildOptions } from 'esbuild';
import { writeIcons } from './tools/icons.ts';

/**
 * Electron's side as files that Electron can load: `main` (ES module in CommonJS clothes), the `host` in a process of
 * its own, and the sandboxed `preload`, which must be CommonJS with everything it uses inside.
 * From source the host and the command line run through tsx and need none of this.
 */
const common: BuildOptions = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  sourcemap: true,
  legalComments: 'linked',
  external: ['electron', '@foundry-rs/*'],
  // Source modules find their neighbours by URL; in CommonJS that is the file's own.
  define: { 'import.meta.url': 'importMetaUrl', 'import.meta.dirname': '__dirname' },
  banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
  logLevel: 'warning',
};

writeIcons('dist/resources');
await build({ ...common, entryPoints: { main: 'electron/main.ts', host: 'electron/host-process.ts' }, outdir: 'dist/electron', outExtension: { '.js': '.cjs' } });
await build({
  ...common,
  banner: {},
  define: {},
  entryPoints: { preload: 'electron/preload.ts' },
  outdir: 'dist/electron',
  outExtension: { '.js': '.cjs' },
});
