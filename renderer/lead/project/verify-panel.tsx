import { useState } from 'react';
import { FileArchive, FolderOpen, ShieldCheck } from 'lucide-react';
import type { HostArguments, HostResult, Result } from '../../../shared/host-api.ts';
import { useStrings } from '../../app/strings/strings.ts';
import { ErrorPanel } from '../../app/errors/error-panel.tsx';
import { useHost } from '../../app/state/host.tsx';
import { useAction } from '../../app/state/use-action.ts';
import { Hash } from '../../app/ui/address.tsx';
import { Badge } from '../../app/ui/badge.tsx';
import { Button } from '../../app/ui/button.tsx';
import { RadioGroup } from '../../app/ui/checkbox.tsx';
import { Field } from '../../app/ui/field.tsx';
import { FileButton } from '../../app/ui/file-button.tsx';
import { TextInput } from '../../app/ui/inputs.tsx';
import { Panel } from '../../app/ui/layout.tsx';
import { Progress } from '../../app/ui/progress.tsx';
import { Table } from '../../app/ui/table.tsx';
import { filesOfInput } from '../new/chosen-files.ts';
import { sendFiles } from '../new/send-files.ts';
import type { SendProgress } from '../new/send-files.ts';

type Asked = HostArguments<'files.verify'>;
type Verified = HostResult<'files.verify'>;

const WAYS = ['chain', 'proof'] as const;
const HASH = /^0x[0-9a-f]{64}$/i;

/** An exported folder or zip held against the chain or its own proof; what is not as it should be is named. @param lastExport of this visit, to be checked where it lies */
export function VerifyPanel({ lastExport }: { lastExport: string | null }) {
  const t = useStrings();
  const host = useHost();
  const [against, setAgainst] = useState<Asked['against']>('chain');
  const [blockHash, setBlockHash] = useState('');
  const [sent, setSent] = useState<SendProgress | null>(null);
  const [verified, setVerified] = useState<Verified | null>(null);
  const known = blockHash.trim();
  const isHashBad = against === 'proof' && known !== '' && !HASH.test(known);
  const bring = async (files: readonly File[]): Promise<Result<Asked['source']>> => {
    const staged = await sendFiles(host, filesOfInput(files), { onProgress: setSent });
    setSent(null);
    if (!staged.ok) return staged;
    // A file that did not arrive would look as if it were missing in the export.
    const [refused] = staged.value.problems;
    if (refused !== undefined) return { ok: false, error: { code: 'BAD_PATH', message: refused.reason, field: refused.file, fix: refused.fix } };
    return { ok: true, value: { from: 'staging', stagingId: staged.value.stagingId } };
  };
  const action = useAction(async (chosen: readonly File[] | string) => {
    setVerified(null);
    const source = typeof chosen === 'string' ? ({ ok: true, value: { from: 'export', exportId: chosen } } as const) : await bring(chosen);
    return source.ok ? host.call('files.verify', { source: source.value, against, ...(against === 'proof' && known !== '' ? { blockHash: known.toLowerCase() } : {}) }) : source;
  }, setVerified);
  const isHeld = action.isBusy || isHashBad;
  return (
    <Panel title={t('lead:project.verify.title')}>
      <div className="t-stack" data-testid="lead-verify">
        <p className="t-soft t-prose">{t('lead:project.verify.hint')}</p>
        <RadioGroup legend={t('lead:project.verify.against')} value={against} isSegmented options={WAYS.map((value) => ({ value, label: t(`lead:project.verify.way.${value}`) }))} onChange={setAgainst} />
        {against === 'proof' && (
          <Field label={t('lead:project.verify.blockHash')} hint={t('lead:project.verify.blockHashHint')} error={isHashBad ? t('lead:project.verify.blockHashBad') : undefined}>
            {(control) => <TextInput {...control} value={blockHash} onChange={setBlockHash} className="t-mono" />}
          </Field>
        )}
        <div className="t-row">
          {lastExport !== null && (
            <Button icon={ShieldCheck} disabled={isHeld} onClick={() => void action.run(lastExport)}>
              {t('lead:project.verify.last')}
            </Button>
          )}
          <FileButton icon={FolderOpen} isFolder disabled={isHeld} testId="lead-verify-folder" onFiles={(files) => void action.run(files)}>
            {t('lead:project.verify.folder')}
          </FileButton>
          <FileButton icon={FileArchive} accept=".zip,application/zip" disabled={isHeld} testId="lead-verify-zip" onFiles={(files) => void action.run(files)}>
            {t('lead:project.verify.zip')}
          </FileButton>
        </div>
        {action.isBusy && <Progress label={t(sent === null ? 'lead:project.verify.checking' : 'lead:project.verify.sending')} value={sent === null ? null : sent.sentBytes} max={Math.max(1, sent?.totalBytes ?? 1)} />}
        {action.error !== null && <ErrorPanel error={action.error} />}
        {verified !== null && <Verdict verified={verified} />}
      </div>
    </Panel>
  );
}

function Verdict({ verified }: { verified: Verified }) {
  const t = useStrings();
  const { holds, faults, faultCount, remarks, against, items, files, trusted, of } = verified;
  const rest = faultCount - faults.length;
  const last = trusted.at(-1);
  return (
    <div className="t-stack">
      <p role="status" className="t-row">
        <Badge tone={holds ? 'good' : 'bad'}>{holds ? t('lead:project.verify.holds') : t('lead:project.verify.differs', { count: faultCount })}</Badge>
        <span>{t('lead:project.verify.compared', { items, files, against: t(`lead:project.verify.with.${against}`) })}</span>
      </p>
      <p className="t-soft">{of === null ? t('lead:project.verify.unread') : t('lead:project.verify.of', { project: of.projectId, chain: of.chainId, block: of.blockNumber })}</p>
      {last !== undefined && (
        <p>
          {t('lead:project.verify.rests', { block: last.number })} <Hash hash={last.hash} />
        </p>
      )}
      {faults.length > 0 && (
        <div className="t-lead-problems">
          <Table
            caption={t('lead:project.verify.differs', { count: faultCount })}
            rows={faults.map((fault, at) => ({ ...fault, at }))}
            rowKey={({ at }) => String(at)}
            columns={[
              { id: 'file', head: t('lead:project.verify.file'), cell: ({ file }) => <span className="t-mono">{file === '' ? t('lead:project.verify.record') : file}</span> },
              { id: 'place', head: t('lead:project.verify.place'), cell: ({ item, field }) => <span className="t-mono">{[item ?? '', field].filter((part) => part !== '').join(': ')}</span> },
              { id: 'reason', head: t('lead:project.verify.reason'), cell: ({ reason }) => reason },
            ]}
          />
        </div>
      )}
      {rest > 0 && <p className="t-soft">{t('lead:project.verify.more', { count: rest })}</p>}
      {remarks.length > 0 && (
        <ul className="t-lead-losses">
          {remarks.map((remark) => (
            <li key={remark}>{remark}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
