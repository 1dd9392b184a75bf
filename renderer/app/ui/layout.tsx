import type { ReactNode } from 'react';
import { useId } from 'react';
import { useStrings } from '../strings/strings.ts';
import { cx } from './cx.ts';
import './layout.css';

export interface PageProps {
  title: string;
  /** One line on what the page is for. */
  lead?: ReactNode;
  actions?: ReactNode;
  /** As wide as the window; else a column that reads well. */
  isWide?: boolean | undefined;
  children: ReactNode;
}

/** A page of the frame: its head and a column that scrolls. */
export function Page({ title, lead, actions, isWide = false, children }: PageProps) {
  const t = useStrings();
  return (
    <div className={cx('t-page', isWide && 't-page--wide')}>
      <title>{`${title} · ${t('app:name')}`}</title>
      <PageHeader title={title} lead={lead} actions={actions} />
      {children}
    </div>
  );
}

export function PageHeader({ title, lead, actions }: Pick<PageProps, 'title' | 'lead' | 'actions'>) {
  return (
    <header className="t-page-head">
      <div className="t-page-head__words">
        <h1 tabIndex={-1} data-page-title="">
          {title}
        </h1>
        {lead !== undefined && <p className="t-page-head__lead">{lead}</p>}
      </div>
      {actions !== undefined && <div className="t-page-head__actions">{actions}</div>}
    </header>
  );
}

export interface PanelProps {
  title?: ReactNode;
  actions?: ReactNode;
  /** No inner space: for tables and lists that reach the edge. */
  isFlush?: boolean | undefined;
  className?: string | undefined;
  children: ReactNode;
}

export function Panel({ title, actions, isFlush = false, className, children }: PanelProps) {
  const id = useId();
  const hasTitle = title !== undefined;
  return (
    <section className={cx('t-panel', isFlush && 't-panel--flush', className)} aria-labelledby={hasTitle ? id : undefined}>
      {hasTitle && (
        <header className="t-panel__head">
          <h2 id={id}>{title}</h2>
          {actions}
        </header>
      )}
      <div className="t-panel__body">{children}</div>
    </section>
  );
}

/** Label and value pairs in reading order. */
export function Facts({ facts }: { facts: readonly { label: ReactNode; value: ReactNode; key?: string }[] }) {
  return (
    <dl className="t-facts">
      {facts.map(({ label, value, key }, index) => (
        <div key={key ?? index} className="t-facts__pair">
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
