import { Download } from 'lucide-react';
import { saveFile } from '../../../app/format/save-file.ts';
import { useStrings } from '../../../app/strings/strings.ts';
import { Menu } from '../../../app/ui/menu.tsx';
import { useSeats } from '../../hooks.ts';
import { historyColumns, historyLines, outboxColumns, outboxLines, toCsv } from '../../model/queue-export.ts';
import type { SyncExport } from '../../model/queue-export.ts';
import type { SyncService, SyncSnapshot } from '../../service.ts';

const NAME = 'tessera-sync';

/** What waits and what was done, to files. */
export function ExportMenu({ service, snapshot }: { service: SyncService; snapshot: SyncSnapshot }) {
  const t = useStrings();
  const seats = useSeats();
  const { account, index, head } = snapshot;
  const made = (): SyncExport => {
    const depth = { headNumber: head?.number ?? null, isLocal: service.network.isLocal };
    return {
      exportedAt: new Date(service.session.nowMs()).toISOString(),
      network: { name: service.network.name, chainId: service.network.chainId, coordinator: service.coordinator },
      account: account ?? '',
      headNumber: depth.headNumber,
      outbox: outboxLines(seats ?? []),
      history: account === null ? [] : historyLines(index, account, depth, service.timeOf),
    };
  };
  return (
    <Menu
      label={t('sync:sync.export')}
      icon={Download}
      hasText
      isDisabled={seats === null || account === null}
      items={[
        { id: 'json', label: t('sync:sync.exportJson'), run: () => saveFile(`${NAME}.json`, `${JSON.stringify(made(), null, 2)}\n`, 'application/json') },
        { id: 'outbox', label: t('sync:sync.exportOutbox'), run: () => saveFile(`${NAME}-outbox.csv`, toCsv(outboxColumns, made().outbox), 'text/csv;charset=utf-8') },
        { id: 'history', label: t('sync:sync.exportHistory'), run: () => saveFile(`${NAME}-history.csv`, toCsv(historyColumns, made().history), 'text/csv;charset=utf-8') },
      ]}
    />
  );
}
