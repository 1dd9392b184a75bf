import { CircleAlert, CircleCheck, Info, TriangleAlert, X } from 'lucide-react';
import { useStrings } from '../strings/strings.ts';
import { Button, IconButton } from '../ui/button.tsx';
import type { Notice } from './notices.ts';
import { dismiss, useNotices } from './notices.ts';
import './notices.css';

const ICONS = { info: Info, good: CircleCheck, warn: TriangleAlert, bad: CircleAlert } as const;

/** Where notices appear; spoken politely, or at once where something went wrong. */
export function NoticeList() {
  const t = useStrings();
  const notices = useNotices();
  return (
    <section className="t-notices" aria-label={t('app:notices.region')}>
      {notices.map((notice) => (
        <NoticeLine key={notice.id} notice={notice} />
      ))}
    </section>
  );
}

function NoticeLine({ notice: { id, tone, text, action } }: { notice: Notice }) {
  const t = useStrings();
  const Icon = ICONS[tone];
  return (
    <div className={`t-notice t-notice--${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
      <Icon size={18} aria-hidden="true" className="t-notice__icon" />
      <p className="t-notice__text">{text}</p>
      {action !== undefined && (
        <Button
          size="s"
          onClick={() => {
            dismiss(id);
            action.run();
          }}
        >
          {action.label}
        </Button>
      )}
      <IconButton icon={X} size="s" label={t('app:action.dismiss')} onClick={() => dismiss(id)} />
    </div>
  );
}
