import type { ReactNode } from 'react';
import { useId } from 'react';
import './tabs.css';

export interface TabsProps<V extends string> {
  label: string;
  value: V;
  tabs: readonly { value: V; label: ReactNode; trailing?: ReactNode }[];
  onChange: (value: V) => void;
  /** The open tab's content. */
  children: ReactNode;
}

export function Tabs<V extends string>({ label, value, tabs, onChange, children }: TabsProps<V>) {
  const id = useId();
  const move = (event: React.KeyboardEvent) => {
    const at = tabs.findIndex((tab) => tab.value === value);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    const tab = to === undefined ? undefined : tabs.at(to % tabs.length);
    if (tab === undefined) return;
    event.preventDefault();
    onChange(tab.value);
    document.getElementById(`${id}-${tab.value}`)?.focus();
  };
  return (
    <div className="t-tabs">
      <div role="tablist" aria-label={label} tabIndex={-1} className="t-tabs__list" onKeyDown={move}>
        {tabs.map((tab) => (
          <button
            key={tab.value}
            type="button"
            role="tab"
            id={`${id}-${tab.value}`}
            aria-selected={tab.value === value}
            aria-controls={`${id}-panel`}
            tabIndex={tab.value === value ? 0 : -1}
            className="t-tabs__tab"
            onClick={() => onChange(tab.value)}
          >
            {tab.label}
            {tab.trailing}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${value}`} className="t-tabs__panel">
        {children}
      </div>
    </div>
  );
}
