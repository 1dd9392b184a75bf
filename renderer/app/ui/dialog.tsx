import type { ReactNode, RefObject } from 'react';
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { X } from 'lucide-react';
import { useStrings } from '../strings/strings.ts';
import { IconButton } from './button.tsx';
import { cx } from './cx.ts';
import './dialog.css';

export interface DialogProps {
  title: string;
  /** Escape, the close button, and a press beside the dialog where `isDismissable`. */
  onClose: () => void;
  size?: 's' | 'm' | 'l' | undefined;
  /** A press beside it closes it too. Off where something typed could be lost. */
  isDismissable?: boolean | undefined;
  /** Buttons, the safe one first. */
  footer?: ReactNode;
  className?: string | undefined;
  children: ReactNode;
}

/**
 * A modal in the browser's own <dialog>: focus is held and given back by the platform. Render it only
 * while it is open. The first focus goes to the element that carries `data-autofocus`.
 */
export function Dialog({ title, onClose, size = 'm', isDismissable = false, footer, className, children }: DialogProps) {
  const t = useStrings();
  const id = useId();
  const ref = useRef<HTMLDialogElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const isScrollable = useIsScrollable(body);
  // Before the next key: what is typed right after a dialog was asked for is meant for it.
  useLayoutEffect(() => {
    const dialog = ref.current;
    if (dialog === null) return undefined;
    if (!dialog.open) dialog.showModal();
    dialog.querySelector<HTMLElement>('[data-autofocus]')?.focus();
    return () => dialog.close();
  }, []);
  return (
    <dialog
      ref={ref}
      className={cx('t-dialog', `t-dialog--${size}`, className)}
      aria-labelledby={id}
      data-modal=""
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (isDismissable && event.target === ref.current) onClose();
      }}
    >
      <div className="t-dialog__frame">
        <header className="t-dialog__head">
          <h2 id={id}>{title}</h2>
          <IconButton icon={X} label={t('app:action.close')} size="s" onClick={onClose} />
        </header>
        <div ref={body} className="t-dialog__body" tabIndex={isScrollable ? 0 : undefined}>{children}</div>
        {footer !== undefined && <footer className="t-dialog__foot">{footer}</footer>}
      </div>
    </dialog>
  );
}

/** What has to be scrolled must be reachable by keyboard, and only then. */
function useIsScrollable(body: RefObject<HTMLElement | null>): boolean {
  const [isScrollable, setIsScrollable] = useState(false);
  useEffect(() => {
    const element = body.current;
    if (element === null || typeof ResizeObserver === 'undefined') return undefined;
    const observer = new ResizeObserver(() => setIsScrollable(element.scrollHeight > element.clientHeight));
    observer.observe(element);
    for (const child of element.children) observer.observe(child);
    return () => observer.disconnect();
  }, [body]);
  return isScrollable;
}
