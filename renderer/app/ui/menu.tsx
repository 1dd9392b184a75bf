import type { ReactNode, RefObject } from 'react';
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import type { LucideIcon } from 'lucide-react';
import { Button, IconButton } from './button.tsx';
import { cx } from './cx.ts';
import './menu.css';

export interface MenuItem {
  id: string;
  label: string;
  icon?: LucideIcon | undefined;
  /** Shown at the end of the line, e.g. a key. */
  trailing?: ReactNode;
  isDisabled?: boolean | undefined;
  isChecked?: boolean | undefined;
  isDanger?: boolean | undefined;
  run: () => void;
}

export interface MenuProps {
  label: string;
  items: readonly (MenuItem | 'line')[];
  icon?: LucideIcon | undefined;
  /** With a text beside the icon; else an icon button. */
  hasText?: boolean | undefined;
  isDisabled?: boolean | undefined;
}

/** A button that opens a list of actions; arrows, Home, End, Escape as everywhere. */
export function Menu({ label, items, icon, hasText = false, isDisabled = false }: MenuProps) {
  const id = useId();
  const button = useRef<HTMLSpanElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  const common = { 'aria-haspopup': 'menu', 'aria-expanded': isOpen, 'aria-controls': id, disabled: isDisabled, onClick: () => setIsOpen(!isOpen) } as const;
  return (
    <span ref={button} className="t-menu-anchor">
      {hasText || icon === undefined ? (
        <Button tone="quiet" icon={icon} {...common}>
          {label}
        </Button>
      ) : (
        <IconButton icon={icon} label={label} {...common} />
      )}
      {isOpen && (
        <Popover anchor={button} onClose={() => setIsOpen(false)}>
          <MenuList id={id} label={label} items={items} onDone={() => setIsOpen(false)} />
        </Popover>
      )}
    </span>
  );
}

/** The list alone: also for context menus. */
export function MenuList({ id, label, items, onDone }: { id?: string | undefined; label: string; items: MenuProps['items']; onDone: () => void }) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => list.current?.querySelector<HTMLElement>('button:not(:disabled)')?.focus(), []);
  const move = (event: React.KeyboardEvent) => {
    const buttons = [...(list.current?.querySelectorAll<HTMLElement>('button:not(:disabled)') ?? [])];
    const at = buttons.findIndex((each) => each === document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    buttons.at(to % buttons.length)?.focus();
  };
  return (
    <div ref={list} id={id} role="menu" aria-label={label} tabIndex={-1} className="t-menu" onKeyDown={move}>
      {items.map((item, index) =>
        item === 'line' ? (
          <hr key={`line-${index}`} className="t-menu__line" />
        ) : (
          <button
            key={item.id}
            type="button"
            role={item.isChecked === undefined ? 'menuitem' : 'menuitemcheckbox'}
            aria-checked={item.isChecked}
            disabled={item.isDisabled}
            className={cx('t-menu__item', item.isDanger === true && 't-menu__item--danger')}
            onClick={() => {
              onDone();
              item.run();
            }}
          >
            <span className="t-menu__icon">{item.icon !== undefined ? <item.icon size={16} aria-hidden="true" /> : item.isChecked === true ? '✓' : null}</span>
            <span className="t-menu__label">{item.label}</span>
            {item.trailing}
          </button>
        ),
      )}
    </div>
  );
}

export interface PopoverProps {
  anchor: RefObject<HTMLElement | null> | { xPx: number; yPx: number };
  onClose: () => void;
  className?: string | undefined;
  children: ReactNode;
}

/** Floats beside its anchor in the top layer, kept inside the window; closes on a press elsewhere and on Escape. */
export function Popover({ anchor, onClose, className, children }: PopoverProps) {
  const ref = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  });
  // Shown before the list inside asks for the focus: what is not shown cannot have it.
  useLayoutEffect(() => {
    const popover = ref.current;
    if (popover === null) return undefined;
    const before = document.activeElement;
    if (!popover.matches(':popover-open')) popover.showPopover();
    place(popover, anchor);
    const toggled = (event: ToggleEvent) => {
      if (event.newState === 'closed') close.current();
    };
    popover.addEventListener('toggle', toggled);
    return () => {
      popover.removeEventListener('toggle', toggled);
      if (before instanceof HTMLElement && popover.contains(document.activeElement)) before.focus();
    };
  }, [anchor]);
  return (
    <div ref={ref} popover="auto" className={cx('t-popover', className)}>
      {children}
    </div>
  );
}

const GAP_PX = 4;

function place(popover: HTMLElement, anchor: PopoverProps['anchor']): void {
  const from = 'current' in anchor ? anchor.current?.getBoundingClientRect() : new DOMRect(anchor.xPx, anchor.yPx, 0, 0);
  if (from === undefined) return;
  const { width, height } = popover.getBoundingClientRect();
  const below = from.bottom + GAP_PX;
  const top = below + height <= innerHeight - GAP_PX ? below : Math.max(GAP_PX, from.top - GAP_PX - height);
  const left = Math.max(GAP_PX, Math.min(from.left, innerWidth - width - GAP_PX));
  popover.style.top = `${top}px`;
  popover.style.left = `${left}px`;
}
