import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { formatNames } from './names.ts';
import { keepsTable, pairsTable } from './test-support/tables.ts';

it('docs/formats.md has the tables that the formats themselves give', () => {
  const text = readFileSync(new URL('../../docs/formats.md', import.meta.url), 'utf8');
  for (const table of [keepsTable(formatNames.slice(0, 8)), keepsTable(formatNames.slice(8)), pairsTable()]) expect(text).toContain(table);
});
