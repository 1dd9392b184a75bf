import { useState } from 'react';
import { FolderOpen, Files, X } from 'lucide-react';
import { useStrings, locale } from '../../app/strings/strings.ts';
import { formatBytes } from '../../app/format/when.ts';
import { Badge } from '../../app/ui/badge.tsx';
import { Button } from '../../app/ui/button.tsx';
import { FileButton } from '../../app/ui/file-button.tsx';
import { Panel } from '../../app/ui/layout.tsx';
import { cx } from '../../app/ui/cx.ts';
import type { ChosenFile } from './chosen-files.ts';
import { DatasetFields } from './dataset-fields.tsx';
import type { DatasetForm } from './use-dataset.ts';
import { filesOfDrop, filesOfInput, summarise } from './chosen-files.ts';
import { WatchButton, WatchLine } from '../watch/watch-button.tsx';
import type { WatchForm } from '../watch/watch-button.tsx';

export interface DataPanelProps {
  files: readonly ChosenFile[];
  onChange: (files: readonly ChosenFile[]) => void;
  dataset: DatasetForm;
  watch: WatchForm;
}

/** Where raw data comes in: dropped, or chosen as a folder or as files. Choosing again replaces. */
export function DataPanel({ files, onChange, dataset, watch }: DataPanelProps) {
  const t = useStrings();
  const [isOver, setIsOver] = useState(false);
  const [state, setState] = useState<'idle' | 'reading' | 'failed'>('idle');
  const drop = (event: React.DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    setState('reading');
    filesOfDrop(event.dataTransfer).then(
      (found) => {
        setState('idle');
        onChange(found);
      },
      () => setState('failed'),
    );
  };
  return (
    <Panel title={t('lead:new.data.title')}>
      <div className="t-stack">
        <div
          className={cx('t-lead-drop', isOver && 't-lead-drop--over')}
          onDragOver={(event) => {
            event.preventDefault();
            setIsOver(true);
          }}
          onDragLeave={() => setIsOver(false)}
          onDrop={drop}
        >
          <strong>{t('lead:new.data.drop')}</strong>
          <p className="t-soft t-prose">{t('lead:new.data.dropHint')}</p>
          <PickButtons onChange={onChange} watch={watch} />
        </div>
        {state === 'reading' && <p role="status">{t('lead:new.data.reading')}</p>}
        {state === 'failed' && <p role="alert">{t('lead:new.data.failed')}</p>}
        <Chosen files={files} onClear={() => onChange([])} />
        <WatchLine {...watch} />
        {files.length > 0 && <DatasetFields {...dataset} />}
      </div>
    </Panel>
  );
}

function PickButtons({ onChange, watch }: Pick<DataPanelProps, 'onChange' | 'watch'>) {
  const t = useStrings();
  const take = (files: readonly File[]) => {
    const found = filesOfInput(files);
    if (found.length > 0) onChange(found);
  };
  return (
    <div className="t-lead-drop__buttons">
      <FileButton icon={FolderOpen} isFolder testId="lead-folder" onFiles={take}>
        {t('lead:new.data.folder')}
      </FileButton>
      <FileButton icon={Files} isMultiple testId="lead-files" onFiles={take}>
        {t('lead:new.data.files')}
      </FileButton>
      <WatchButton {...watch} />
    </div>
  );
}

function Chosen({ files, onClear }: { files: readonly ChosenFile[]; onClear: () => void }) {
  const t = useStrings();
  const { count, bytes, endings } = summarise(files);
  if (count === 0) return <p className="t-soft">{t('lead:new.data.none')}</p>;
  return (
    <div className="t-row">
      <span role="status">{t('lead:new.data.chosen', { count, size: formatBytes(bytes, locale()) })}</span>
      {endings.slice(0, 8).map(({ ending, count: many }) => (
        <Badge key={ending}>
          {ending === '' ? t('lead:new.data.noEnding') : `.${ending}`} {many}
        </Badge>
      ))}
      <Button size="s" tone="quiet" icon={X} onClick={onClear}>
        {t('lead:new.data.clear')}
      </Button>
    </div>
  );
}
