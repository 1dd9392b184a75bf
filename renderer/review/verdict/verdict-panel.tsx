import { useState } from 'react';
import { Check, PenLine, Trash2, X } from 'lucide-react';
import type { ProjectSchema } from '../../../shared/labels/schema.ts';
import { hasBit } from '../../../shared/consensus/masks.ts';
import type { ReasonCode, ReviewVerdict } from '../../../shared/review/reasons.ts';
import type { ReviewRecord } from '../../../shared/review/record.ts';
import { useStrings } from '../../app/strings/strings.ts';
import { Badge } from '../../app/ui/badge.tsx';
import { Button } from '../../app/ui/button.tsx';
import { CommandKbd } from '../../app/ui/command-kbd.tsx';
import { commands } from '../../commands/registry.ts';
import type { Handlers } from '../../commands/registry.ts';
import { useCommands } from '../../commands/use-commands.ts';
import { CompareTable } from '../compare/compare-table.tsx';
import { CONSENSUS_ID, answersOf } from '../compare/answers.ts';
import type { ReviewTask } from '../tasks.ts';
import { ReasonDialog } from './reason-dialog.tsx';
import { answerAsTruth } from './truth.ts';

/** What was said of an item, without what is known of it anyway. */
export type Said = Pick<ReviewRecord, 'verdict' | 'of' | 'reasons' | 'note'>;

export interface VerdictPanelProps {
  task: ReviewTask;
  /** Within the batch. */
  item: number;
  schema: ProjectSchema;
  /** The expert's own labels as they are sealed; null while they are not: then nothing of the others is shown. */
  sealed: string | null;
  record: ReviewRecord | null;
  onSay: (said: Said) => void;
}

const TAKES = ['review.take-1', 'review.take-2', 'review.take-3', 'review.take-4', 'review.take-5', 'review.take-6', 'review.take-7'] as const;
const TONES = { accept: 'good', fix: 'accent', reject: 'bad', 'set-aside': 'warn' } as const;

/** Beside the picture: everybody's answer once one's own is sealed, and what the expert says of them. */
export function VerdictPanel({ task, item, schema, sealed, record, onSay }: VerdictPanelProps) {
  const t = useStrings();
  const [asking, setAsking] = useState<Exclude<ReviewVerdict, 'accept'> | null>(null);
  const isOpen = sealed !== null;
  const isDisputed = !hasBit(task.batch.consensusMask, item);
  const accept = (of: string) => {
    if (!answerAsTruth(task, item, of).ok) return;
    onSay({ verdict: 'accept', of: of === CONSENSUS_ID ? CONSENSUS_ID : Number(of), reasons: [], note: '' });
    // On to the next item, as sealing goes on.
    commands.run('item.seal');
  };
  const say = (verdict: Exclude<ReviewVerdict, 'accept'>, reasons: ReasonCode[], note: string) => {
    setAsking(null);
    onSay({ verdict, of: null, reasons, note });
    commands.run('item.seal');
  };
  const canAccept = isOpen && !isDisputed && answerAsTruth(task, item, CONSENSUS_ID).ok;
  useCommands('desk', {
    ...(canAccept ? { 'review.accept': () => accept(CONSENSUS_ID) } : {}),
    ...(isOpen ? { 'review.fix': () => setAsking('fix'), 'review.reject': () => setAsking('reject'), 'review.set-aside': () => setAsking('set-aside') } : {}),
    ...(isOpen ? takesOf(task, item, accept) : {}),
  });
  return (
    <section className="t-verdict" aria-label={t('review:verdict.title')} data-desk-pane="">
      <span className="t-row">
        <h2>{t('review:verdict.title')}</h2>
        <Badge tone={isDisputed ? 'warn' : 'accent'}>{t(isDisputed ? 'review:verdict.isDisputed' : 'review:verdict.isDrawn')}</Badge>
      </span>
      {sealed === null ? (
        <p className="t-soft">{t('review:verdict.blind')}</p>
      ) : (
        <>
          <CompareTable kind={task.project.params.kind} schema={schema} base={sealed} answers={answersOf(task, item, t)} onTake={accept} taken={record?.verdict === 'accept' ? String(record.of) : null} />
          <div className="t-verdict__buttons">
            <Button size="s" icon={Check} disabled={!canAccept} aria-pressed={record?.verdict === 'accept'} onClick={() => accept(CONSENSUS_ID)}>
              {t('review:command.accept')} <CommandKbd id="review.accept" />
            </Button>
            <Button size="s" icon={PenLine} aria-pressed={record?.verdict === 'fix'} onClick={() => setAsking('fix')}>
              {t('review:command.fix')} <CommandKbd id="review.fix" />
            </Button>
            <Button size="s" icon={X} aria-pressed={record?.verdict === 'reject'} onClick={() => setAsking('reject')}>
              {t('review:command.reject')} <CommandKbd id="review.reject" />
            </Button>
            <Button size="s" icon={Trash2} aria-pressed={record?.verdict === 'set-aside'} onClick={() => setAsking('set-aside')}>
              {t('review:command.setAside')} <CommandKbd id="review.set-aside" />
            </Button>
          </div>
          {record?.verdict != null && (
            <p role="status">
              <Badge tone={TONES[record.verdict]}>{t(`review:verdict.is.${record.verdict}`)}</Badge> {record.reasons.map((code) => t(`review:reason.of.${code}`)).join(', ')}
              {record.note !== '' && <span className="t-soft"> {record.note}</span>}
            </p>
          )}
          <p className="t-soft">{t('review:verdict.reopen')}</p>
        </>
      )}
      {asking !== null && sealed !== null && <ReasonDialog key={asking} verdict={asking} kind={task.project.params.kind} reasons={record?.reasons ?? []} note={record?.note ?? ''} onDone={(reasons, note) => say(asking, reasons, note)} onClose={() => setAsking(null)} />}
    </section>
  );
}

function takesOf(task: ReviewTask, item: number, accept: (of: string) => void): Handlers {
  const handlers: Handlers = {};
  for (const [seat, id] of TAKES.entries()) if (answerAsTruth(task, item, String(seat)).ok) handlers[id] = () => accept(String(seat));
  return handlers;
}
