import type { ReactNode } from 'react';
import { Component } from 'react';
import { ErrorPanel } from '../errors/error-panel.tsx';

interface Props {
  /** A new value tries again: the route. */
  resetKey: string;
  children: ReactNode;
}

/** Keeps a fault in one view from taking the window down: the rail and the status bar stay. */
export class ErrorBoundary extends Component<Props, { fault: Error | null }> {
  override state: { fault: Error | null } = { fault: null };

  static getDerivedStateFromError(fault: unknown): { fault: Error } {
    return { fault: fault instanceof Error ? fault : new Error(String(fault)) };
  }

  override componentDidUpdate(before: Props): void {
    if (before.resetKey !== this.props.resetKey && this.state.fault !== null) this.setState({ fault: null });
  }

  override render(): ReactNode {
    const { fault } = this.state;
    if (fault === null) return this.props.children;
    return (
      <div className="t-page">
        <ErrorPanel error={{ code: 'VIEW_FAULT', message: fault.message }} onRetry={() => this.setState({ fault: null })} />
      </div>
    );
  }
}
