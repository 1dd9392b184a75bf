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
];
