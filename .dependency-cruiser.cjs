/** The layer rules of docs/architecture.md, enforced. */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'shared-imports-nothing-of-ours', severity: 'error', from: { path: '^shared/' }, to: { path: '^(electron|renderer|contracts|e2e)/' } },
    {
      name: 'shared-is-pure',
      comment: 'No I/O: only zod, ethers, hashes, compression of memory, statistics, and parsers of text and bytes that are handed to them.',
      severity: 'error',
      from: { path: '^shared/', pathNot: '\\.test\\.ts$|/bench\\.ts$|/test-support/' },
      to: { dependencyTypes: ['npm', 'npm-dev', 'core'], pathNot: 'node_modules/(zod|ethers|@noble/hashes|fflate|saxes|hyparquet|hyparquet-writer|yaml|jstat)/' },
    },
    { name: 'renderer-not-electron', severity: 'error', from: { path: '^renderer/' }, to: { path: '^(electron|e2e|contracts)/' } },
    { name: 'electron-not-renderer', severity: 'error', from: { path: '^electron/', pathNot: '\\.test\\.ts$' }, to: { path: '^(renderer|e2e)/' } },
    { name: 'window-has-no-node', severity: 'error', from: { path: '^renderer/', pathNot: '\\.test\\.tsx?$' }, to: { dependencyTypes: ['core'] } },
    { name: 'dexie-only-in-store', severity: 'error', from: { path: '^(electron|renderer|shared)/', pathNot: '^renderer/store/' }, to: { path: 'node_modules/dexie' } },
    {
      name: 'electron-only-at-the-edge',
      severity: 'error',
      from: { path: '^(electron|renderer|shared)/', pathNot: '^electron/(main|preload)\\.ts$|^electron/window/|^electron/shells/ipc' },
      to: { path: 'node_modules/electron/', dependencyTypesNot: ['type-only'] },
    },
    { name: 'contracts-through-protocol', severity: 'error', from: { path: '^(electron|renderer)/' }, to: { path: '^contracts/' } },
    { name: 'generated-through-protocol', severity: 'error', from: { path: '^(electron|renderer)/', pathNot: '\\.test\\.ts$|^electron/host/chain/' }, to: { path: '^shared/protocol/generated/' } },
    { name: 'not-to-test', severity: 'error', from: { pathNot: '\\.test\\.tsx?$|^e2e/|/test-support/' }, to: { path: '\\.test\\.tsx?$|^e2e/' } },
    { name: 'no-orphans', severity: 'error', from: { orphan: true, path: '^(electron|renderer|shared)/', pathNot: '\\.d\\.ts$|\\.css$|\\.test\\.tsx?$|/bench\\.ts$|tessera\\.mjs$|\\.json$' }, to: {} },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^electron$' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|contracts/(out|cache))/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'], extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css'] },
  },
};
