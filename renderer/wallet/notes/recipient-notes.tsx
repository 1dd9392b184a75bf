import { Info, OctagonAlert, TriangleAlert, UserCheck } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { ApprovalNote } from '../../../shared/approval-labels.ts';
import { useStrings } from '../../app/strings/strings.ts';
import { cx } from '../../app/ui/cx.ts';
import './recipient-notes.css';

const LOOKS: Readonly<Record<ApprovalNote['kind'], { icon: LucideIcon; tone: 'bad' | 'warn' | null }>> = {
  'look-alike': { icon: OctagonAlert, tone: 'bad' },
  'no-checksum': { icon: TriangleAlert, tone: 'warn' },
  'new-recipient': { icon: Info, tone: null },
  'sent-before': { icon: UserCheck, tone: null },
  contact: { icon: UserCheck, tone: null },
  'own-account': { icon: UserCheck, tone: null },
};

/** What the host knows of an address that is about to be paid. */
export function RecipientNotes({ notes }: { notes: readonly ApprovalNote[] }) {
  const t = useStrings();
  if (notes.length === 0) return null;
  return (
    <ul className="t-notes" aria-live="polite">
      {notes.map(({ kind, text }) => {
        const { icon: Icon, tone } = LOOKS[kind];
        return (
          <li key={kind} className={cx('t-notes__note', tone !== null && `t-notes__note--${tone}`)}>
            <Icon size={16} aria-hidden="true" />
            <span>{t(`wallet:note.${kind}`, { text })}</span>
          </li>
        );
      })}
    </ul>
  );
}
