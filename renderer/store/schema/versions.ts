/**
 * Every released version of the database, oldest first. A released version is never edited:
 * a change is a new entry, with `upgrade` where rows have to be rewritten, and a fixture of the version before.
 * What a string means: the primary key (`++` counts up), then the indexes.
 */
export interface SchemaVersion {
  readonly version: number;
  readonly stores: Readonly<Record<string, string>>;
  readonly upgrade?: (rows: UpgradeRows) => Promise<void>;
}

/** What an upgrade may do: rewrite the rows of a table one by one, inside the upgrade's own transaction. */
export interface UpgradeRows {
  rewrite(table: string, change: (row: Record<string, unknown>) => void): Promise<void>;
  /** The same, and puts what `change` returns into another table: a part of a row gets rows of its own. */
  split(table: string, into: string, change: (row: Record<string, unknown>) => readonly object[]): Promise<void>;
}

export const schemaVersions: readonly SchemaVersion[] = [
  {
    version: 1,
    stores: {
      projects: 'key, net',
      seats: 'key, net, projectKey',
      items: 'key, projectKey',
      labels: 'key, seatKey, [seatKey+state]',
      outbox: 'key, net, status',
      events: 'key, net, [net+blockNumber]',
      cursors: 'net',
      reputations: 'key, net',
      audits: 'key, net',
      assets: 'sha256',
      settings: 'key',
      journalQueue: '++id, key',
    },
  },
  {
    version: 2,
    stores: { marks: '[key+at]' },
    upgrade: (rows) => rows.split('labels', 'marks', marksOutOfLabel),
  },
];

/** Version 1 kept an item's whole history in its row, and wrote all of it with each gesture. */
function marksOutOfLabel(row: Record<string, unknown>): readonly object[] {
  const { history, ...document } = row['document'] as { history: { marks: object[]; cursor: number } };
  row['document'] = document;
  row['history'] = { count: history.marks.length, cursor: history.cursor };
  return history.marks.map((mark, at) => ({ key: row['key'], at, mark }));
}
