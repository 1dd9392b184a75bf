import type { ReactNode } from 'react';
import { useEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import { useStrings } from '../strings/strings.ts';
import { NoticeList } from '../notices/notice-list.tsx';
import { startDispatcher } from '../../commands/dispatcher.ts';
import { Banners } from './banner.tsx';
import { ContextMenu } from './context-menu.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { Overlays } from './overlays.tsx';
import { SPACE_SLOT } from './queue-slot.ts';
import { Rail } from './rail.tsx';
import { SecondKey } from './second-key.tsx';
import { StatusBar } from './status-bar.tsx';
import { useGlobalCommands } from './use-global-commands.ts';
import { useWindowMenu } from './use-window-menu.ts';
import './shell.css';

/** The frame around every view. */
export function Shell({ children }: { children: ReactNode }) {
  const t = useStrings();
  const [path] = useLocation();
  const main = useMainFocus(path);
  useGlobalCommands();
  useWindowMenu();
  useEffect(() => startDispatcher(), []);
  return (
    <div className="t-shell">
      <a className="t-shell__skip" href="#main" onClick={(event) => {
        event.preventDefault();
        main.current?.focus();
      }}>
        {t('app:nav.skip')}
      </a>
      <Rail />
      <div className="t-shell__side">
        <Banners />
        <div id={SPACE_SLOT} />
        <main id="main" ref={main} tabIndex={-1} className="t-shell__main">
          <ErrorBoundary resetKey={path}>{children}</ErrorBoundary>
        </main>
      </div>
      <StatusBar />
      <NoticeList />
      <Overlays />
      <ContextMenu />
      <SecondKey />
    </div>
  );
}

/** After a change of route the reading begins at the top of the view, unless the view took the focus. */
function useMainFocus(path: string) {
  const main = useRef<HTMLElement>(null);
  const before = useRef(path);
  useEffect(() => {
    if (before.current === path) return;
    before.current = path;
    main.current?.scrollTo(0, 0);
    if (!(main.current?.contains(document.activeElement) ?? false)) main.current?.focus({ preventScroll: true });
  }, [path]);
  return main;
}
