import { PackageCheck, Square } from 'lucide-react';
import { useStrings } from '../../app/strings/strings.ts';
import type { HostError } from '../../../shared/host-api.ts';
import { ErrorPanel } from '../../app/errors/error-panel.tsx';
import { Hash } from '../../app/ui/address.tsx';
import { Button } from '../../app/ui/button.tsx';
import { Panel } from '../../app/ui/layout.tsx';
import { Progress } from '../../app/ui/progress.tsx';
import { Table } from '../../app/ui/table.tsx';
import type { MadePack, MakeProgress } from './make-pack.ts';
import type { FileProblem } from './send-files.ts';
import { MissingList } from './missing-list.tsx';

export interface PackPanelProps {
  made: MadePack | null;
  /** Made, and then something in it was changed. */
  isStale: boolean;
  progress: MakeProgress | null;
  error: HostError | null;
  /** What has to be there first, in words; the button says it. */
  missing: readonly string[];
  /** Of a class in the schema that the pack was made with; 0 is nothing there. */
  classNameOf: (classId: number) => string;
  onMake: () => void;
  onStop: () => void;
}

/** The pack: made on demand, with every file that was not taken and why. */
export function PackPanel({ made, isStale, progress, error, missing, classNameOf, onMake, onStop }: PackPanelProps) {
  const t = useStrings();
  const classes = (gold: NonNullable<MadePack['gold']>) => gold.classes.map(({ classId, count }) => `${classNameOf(classId)} ${count}`).join(', ');
  const isBusy = progress !== null;
  const isStopped = error?.code === 'INGEST_STOPPED';
  return (
    <Panel title={t('lead:new.make.title')}>
      <div className="t-stack">
        {made !== null && !isStale && (
          <p role="status">
            {t('lead:new.make.done', { count: made.pack.itemCount })} {t('lead:new.make.root')} <Hash hash={made.pack.root} />
          </p>
        )}
        {isStale && <p>{t('lead:new.make.changed')}</p>}
        {made?.gold != null && !isStale && <p data-testid="lead-gold-taken">{t('lead:new.gold.taken', { count: made.gold.answers, classes: classes(made.gold) })}</p>}
        {made !== null && !isStale && <Problems problems={made.problems} />}
        {progress !== null && <MakeBar progress={progress} />}
        {isStopped && <p role="status">{t('lead:new.make.stopped')}</p>}
        {error !== null && !isStopped && <ErrorPanel error={error} onRetry={onMake} />}
        {(made === null || isStale) && (
          <div className="t-row">
            <Button tone="primary" icon={PackageCheck} isBusy={isBusy} disabled={missing.length > 0} onClick={onMake}>
              {isStopped ? t('lead:new.make.goOn') : made === null ? t('lead:new.make.action') : t('lead:new.make.again')}
            </Button>
            {isBusy && (
              <Button icon={Square} onClick={onStop}>
                {t('lead:new.make.stop')}
              </Button>
            )}
            <MissingList missing={missing} />
          </div>
        )}
      </div>
    </Panel>
  );
}

function MakeBar({ progress }: { progress: MakeProgress }) {
  const t = useStrings();
  const share = progress.total === 0 ? null : progress.done / progress.total;
  return (
    <Progress
      label={t(`lead:new.make.${progress.phase}`)}
      value={share}
      max={1}
      text={progress.phase === 'ingesting' && progress.total > 0 ? `${progress.done} / ${progress.total}` : progress.label}
    />
  );
}

function Problems({ problems }: { problems: readonly FileProblem[] }) {
  const t = useStrings();
  if (problems.length === 0) return <p className="t-soft">{t('lead:new.make.noProblems')}</p>;
  return (
    <div className="t-lead-problems">
      <Table
        caption={t('lead:new.make.problems', { count: problems.length })}
        isCaptionShown
        columns={[
          { id: 'file', head: t('lead:new.make.file'), cell: ({ file, field }) => <span className="t-mono">{field === undefined ? file : `${file} (${field})`}</span> },
          { id: 'reason', head: t('lead:new.make.reason'), cell: ({ reason }) => reason },
          { id: 'fix', head: t('lead:new.make.fix'), cell: ({ fix }) => fix },
        ]}
        rows={problems}
        rowKey={({ file, reason }) => `${file} ${reason}`}
      />
    </div>
  );
}
