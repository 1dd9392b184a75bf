import { TriangleAlert, WifiOff } from 'lucide-react';
import { language, useStrings } from '../strings/strings.ts';
import { Button } from '../ui/button.tsx';
import type { DescribableError } from './describe-error.ts';
import { describeError } from './describe-error.ts';
import { runErrorAction } from './run-error-action.ts';
import './error-panel.css';

export interface ErrorPanelProps {
  error: DescribableError;
  /** For errors where trying again makes sense. */
  onRetry?: (() => void) | undefined;
  /** Without its action: where the view has a better one. */
  hasNoAction?: boolean | undefined;
}

/** An error as a person can use it: what happened, what is safe, one thing to do. */
export function ErrorPanel({ error, onRetry, hasNoAction = false }: ErrorPanelProps) {
  const t = useStrings();
  const { sentence, safe, details, action, isCalm } = describeError(error, t);
  const Icon = isCalm ? WifiOff : TriangleAlert;
  const canAct = !hasNoAction && action !== null && (action !== 'retry' || onRetry !== undefined);
  return (
    <div className={isCalm ? 't-error t-error--calm' : 't-error'} role={isCalm ? 'status' : 'alert'}>
      <Icon size={20} className="t-error__icon" aria-hidden="true" />
      <div className="t-error__words">
        <p className="t-error__sentence">{sentence}</p>
        <p>{safe}</p>
        {details.length > 0 && (
          <Details lines={details} />
        )}
        <p className="t-error__code t-mono">{t('errors:code', { code: error.code })}</p>
      </div>
      {canAct && <Button onClick={() => (action === 'retry' ? onRetry?.() : runErrorAction(action))}>{t(`errors:action.${action}`)}</Button>}
    </div>
  );
}

/** The reporter's own words: English in every language of the window, so folded away where that is another one. */
function Details({ lines }: { lines: readonly string[] }) {
  const t = useStrings();
  const list = (
    <ul className="t-error__details" lang="en" translate="no">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
  if (language() === 'en') return list;
  return (
    <details className="t-error__folded">
      <summary>{t('errors:reported')}</summary>
      {list}
    </details>
  );
}
