/*
 * `npm run bench` measures all, `npm run bench -- draw store` the named suites. Each row stands beside its baseline of
 * the same run. With `--write` the tables of `docs/benchmarks.md` are written anew, those of the named suites alone.
 */
import { computeSuite } from './compute/suite.ts';
import { dashboardSuite } from './dashboard/suite.ts';
import { itemsSuite } from './desk/suite.ts';
import { drawSuite } from './draw/suite.ts';
import { exportSuite } from './export/suite.ts';
import { gasSuite } from './gas/suite.ts';
import { largeSuite } from './large/suite.ts';
import { printSection, writeTables } from './support/report.ts';
import type { Section } from './support/row.ts';
import { startSuite } from './start/suite.ts';
import { storeSuite } from './store/suite.ts';
import { syncSuite } from './sync/suite.ts';
import { openSite } from './support/site.ts';
import type { Site } from './support/site.ts';

const suites: Record<string, (site: Site) => Promise<Section>> = {
  draw: drawSuite,
  store: storeSuite,
  items: itemsSuite,
  large: largeSuite,
  start: startSuite,
  sync: syncSuite,
  compute: computeSuite,
  gas: gasSuite,
  export: exportSuite,
  dashboard: dashboardSuite,
};
/** Those that open no page. */
const withoutWindow = new Set(['start', 'sync', 'compute', 'gas', 'export', 'dashboard']);

const asked = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const unknown = asked.filter((name) => !(name in suites));
if (unknown.length > 0) {
  console.error(`No such suite: ${unknown.join(', ')}. Suites: ${Object.keys(suites).join(', ')}`);
  process.exit(2);
}
const isWindowNeeded = asked.length === 0 || asked.some((name) => !withoutWindow.has(name));
const noSite: Site = { address: '', add: () => undefined, close: async () => undefined };
const site = isWindowNeeded ? await openSite() : noSite;
const sections: Section[] = [];
try {
  for (const [name, suite] of Object.entries(suites)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    const section = await suite(site);
    printSection(section);
    sections.push(section);
  }
} finally {
  await site.close();
}
if (process.argv.includes('--write')) await writeTables(sections);
process.exitCode = sections.some((section) => section.rows.some((row) => row.isMet === false)) ? 1 : 0;
