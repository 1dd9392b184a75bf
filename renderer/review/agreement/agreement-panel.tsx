import { useMemo, useState } from 'react';
import { Download, FolderOpen } from 'lucide-react';
import { batchIdSchema, parseProjectId } from '../../../shared/labels/ids.ts';
import type { ChainIndex } from '../../../shared/protocol/chain-records.ts';
import { pairwiseAgreement } from '../../../shared/review/expert-agreement.ts';
import type { PairwiseAgreement } from '../../../shared/review/expert-agreement.ts';
import { parseReviewFile, reviewFile } from '../../../shared/review/record.ts';
import type { ReviewRecord } from '../../../shared/review/record.ts';
import type { HostError } from '../../../shared/host-api.ts';
import { ErrorPanel } from '../../app/errors/error-panel.tsx';
import { saveFile } from '../../app/format/save-file.ts';
import { shortAddress } from '../../app/format/short.ts';
import { locale, useStrings } from '../../app/strings/strings.ts';
import { Button } from '../../app/ui/button.tsx';
import { FileButton } from '../../app/ui/file-button.tsx';
import { Panel } from '../../app/ui/layout.tsx';
import { Table } from '../../app/ui/table.tsx';

export interface AgreementPanelProps {
  index: ChainIndex;
  chainId: number;
  coordinator: string;
  blockNumber: number;
  records: readonly ReviewRecord[];
  nameOf: (root: string) => string;
  nowMs: () => number;
}

interface Row extends PairwiseAgreement {
  readonly id: string;
  readonly project: string;
  readonly who: string;
}

/** How far one's blind answers agree with the consensus, and with another expert's on the same items. */
export function AgreementPanel({ index, chainId, coordinator, blockNumber, records, nameOf, nowMs }: AgreementPanelProps) {
  const t = useStrings();
  const [others, setOthers] = useState<readonly ReviewRecord[]>([]);
  const [error, setError] = useState<HostError | null>(null);
  const rows = useMemo(() => {
    const projects = [...new Set(records.map(({ projectId }) => projectId))];
    return projects.flatMap((id): Row[] => {
      const project = index.projects.get(parseProjectId(id));
      if (project === undefined) return [];
      const own = records.filter(({ projectId }) => projectId === id);
      const name = nameOf(project.manifestRoot) === '' ? t('sync:work.unnamed', { id }) : nameOf(project.manifestRoot);
      const consensus = own.flatMap(({ batchId, item, blind }) => {
        const second = index.batches.get(batchIdSchema.parse(batchId))?.consensus[item];
        return second === undefined ? [] : [{ task: `${batchId}/${item}`, first: blind, second }];
      });
      const experts = [...new Set(others.map(({ expert }) => expert))].map((expert): Row => {
        const pairs = own.flatMap(({ batchId, item, blind }) => {
          const other = others.find((each) => each.expert === expert && each.batchId === batchId && each.item === item);
          return other === undefined ? [] : [{ task: `${batchId}/${item}`, first: blind, second: other.blind }];
        });
        return { id: `${id} ${expert}`, project: name, who: t('review:agreement.expert', { expert: shortAddress(expert) }), ...pairwiseAgreement(project.params, pairs) };
      });
      return [{ id, project: name, who: t('review:agreement.consensus'), ...pairwiseAgreement(project.params, consensus) }, ...experts.filter(({ items }) => items > 0)];
    });
  }, [index, records, others, nameOf, t]);
  if (records.length === 0) return null;
  const read = async (files: readonly File[]) => {
    setError(null);
    for (const file of files) {
      const parsed = parseReviewFile(await file.text());
      if (!parsed.ok) setError({ ...parsed.error, message: `${file.name}: ${parsed.error.message}`, fix: 'Choose a file that “Save my reviews” made.' });
      else if (parsed.value.chainId !== chainId || parsed.value.coordinator.toLowerCase() !== coordinator.toLowerCase()) setError({ code: 'REVIEW_FILE_ELSEWHERE', message: `${file.name} is of another network.`, field: 'coordinator', fix: 'Choose the network of the file in the settings.' });
      else setOthers((before) => [...before, ...parsed.value.reviews]);
    }
  };
  const save = () => {
    const made = reviewFile({ chainId, coordinator, blockNumber, exportedAt: new Date(nowMs()).toISOString(), reviews: [...records] });
    saveFile('tessera-reviews.json', `${JSON.stringify(made, null, 2)}\n`, 'application/json');
  };
  const number = (value: number | null, digits = 2) => (value === null ? '–' : new Intl.NumberFormat(locale(), { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value));
  return (
    <Panel
      title={t('review:agreement.title')}
      actions={
        <span className="t-row">
          <FileButton size="s" icon={FolderOpen} accept=".json,application/json" isMultiple testId="review-file" onFiles={(files) => void read(files)}>
            {t('review:agreement.open')}
          </FileButton>
          <Button size="s" icon={Download} onClick={save}>
            {t('review:agreement.save')}
          </Button>
        </span>
      }
    >
      <div className="t-stack">
        <p className="t-soft t-prose">{t('review:agreement.note')}</p>
        {error !== null && <ErrorPanel error={error} />}
        <Table
          caption={t('review:agreement.title')}
          rows={rows}
          rowKey={({ id }) => id}
          columns={[
            { id: 'project', head: t('review:agreement.project'), cell: ({ project }) => <span translate="no">{project}</span> },
            { id: 'who', head: t('review:agreement.with'), cell: ({ who }) => who },
            { id: 'items', head: t('review:agreement.items'), isNumber: true, cell: ({ items }) => items },
            { id: 'alike', head: t('review:agreement.alike'), isNumber: true, cell: ({ items, alike }) => (items === 0 ? '–' : t('review:agreement.alikeOf', { alike, items })) },
            { id: 'kappa', head: t('review:agreement.kappa'), isNumber: true, cell: ({ kappa }) => number(kappa) },
            { id: 'iou', head: t('review:agreement.iou'), isNumber: true, cell: ({ meanIou }) => number(meanIou) },
          ]}
        />
      </div>
    </Panel>
  );
}
