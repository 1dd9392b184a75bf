import { useState } from 'react';
import { Download } from 'lucide-react';
import { formatTitles, formatsOfKind } from '../../../shared/formats/names.ts';
import type { FormatName } from '../../../shared/formats/names.ts';
import type { HostResult } from '../../../shared/host-api.ts';
import { useStrings, locale } from '../../app/strings/strings.ts';
import { ErrorPanel } from '../../app/errors/error-panel.tsx';
import { formatBytes } from '../../app/format/when.ts';
import { CopyButton, Hash } from '../../app/ui/address.tsx';
import { Button } from '../../app/ui/button.tsx';
import { RadioGroup } from '../../app/ui/checkbox.tsx';
import { Field } from '../../app/ui/field.tsx';
import { Select } from '../../app/ui/inputs.tsx';
import { Panel } from '../../app/ui/layout.tsx';
import { Table } from '../../app/ui/table.tsx';
import { useHost } from '../../app/state/host.tsx';
import { useAction } from '../../app/state/use-action.ts';
import type { LeadProject } from '../model.ts';
import { totalsOf } from '../model.ts';

const CHOICES = ['consensus', 'annotators', 'both'] as const;
type Labels = (typeof CHOICES)[number];
type Exported = HostResult<'files.export'>;

/** The dataset out: which labels, then where it lies, what is in it and what did not fit. */
export function ExportPanel({ project, onExported }: { project: LeadProject; onExported: (exportId: string) => void }) {
  const t = useStrings();
  const host = useHost();
  const [labels, setLabels] = useState<Labels>('consensus');
  const choices = formatsOfKind[project.params.kind];
  const [format, setFormat] = useState<FormatName>(choices[0]);
  const [done, setDone] = useState<Exported | null>(null);
  const isEmpty = totalsOf(project).settledItems === 0;
  const action = useAction(() => host.call('files.export', { projectId: project.id, format, labels }), (exported) => {
    setDone(exported);
    onExported(exported.path.split(/[\\/]/).at(-1) ?? '');
  });
  return (
    <Panel title={t('lead:project.export.title')}>
      <div className="t-stack">
        <p className="t-soft t-prose">{t('lead:project.export.hint')}</p>
        <Field label={t('lead:project.export.format')} className="t-lead-format">
          {(control) => <Select {...control} value={format} options={choices.map((value) => ({ value, label: formatTitles[value] }))} onChange={setFormat} />}
        </Field>
        <RadioGroup
          legend={t('lead:project.export.labels')}
          value={labels}
          isSegmented
          options={CHOICES.map((value) => ({ value, label: t(`lead:project.export.labelsOf.${value}`) }))}
          onChange={setLabels}
        />
        <div className="t-row">
          <Button tone="primary" icon={Download} isBusy={action.isBusy} disabled={isEmpty} onClick={() => void action.run()}>
            {t('lead:project.export.action')}
          </Button>
          {isEmpty && <span className="t-soft">{t('lead:project.export.empty')}</span>}
        </div>
        {action.error !== null && <ErrorPanel error={action.error} onRetry={() => void action.run()} />}
        {done !== null && <ExportResult exported={done} />}
      </div>
    </Panel>
  );
}

function ExportResult({ exported }: { exported: Exported }) {
  const t = useStrings();
  const { files, losses, path, blockNumber } = exported;
  const isOfItem = ({ url }: { url: string }) => url.startsWith('/asset/');
  const listed = files.filter((file) => !isOfItem(file));
  const itemCount = files.length - listed.length;
  return (
    <div className="t-stack t-lead-files">
      <p role="status">
        <strong>{t('lead:project.export.done', { count: files.length, block: blockNumber })}</strong>
      </p>
      <p className="t-lead-path">
        {t('lead:project.export.where')}: <span className="t-mono">{path}</span>
        <CopyButton text={path} label={t('lead:project.export.copy')} doneLabel={t('lead:project.export.copied')} />
      </p>
      <Table
        caption={t('lead:project.export.title')}
        rows={listed}
        rowKey={({ name }) => name}
        columns={[
          { id: 'file', head: t('lead:project.export.file'), cell: ({ name, url }) => <a href={url} download={name}>{name}</a> },
          { id: 'size', head: t('lead:project.export.size'), isNumber: true, cell: ({ bytes }) => formatBytes(bytes, locale()) },
          { id: 'hash', head: t('lead:project.export.hash'), cell: ({ sha256 }) => <Hash hash={sha256} /> },
        ]}
      />
      {itemCount > 0 && <p className="t-soft">{t('lead:project.export.items', { count: itemCount })}</p>}
      {losses.length === 0 ? (
        <p>{t('lead:project.export.lossless')}</p>
      ) : (
        <div>
          <strong>{t('lead:project.export.lost')}</strong>
          <ul className="t-lead-losses">
            {losses.map(({ what, count, why }) => (
              <li key={what}>{t('lead:project.export.lostLine', { what, count, why })}</li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
