import { useEffect, useRef } from 'react';
import { goTo } from '../../app/routes/paths.ts';
import { chooseRole, homePath, roleNames, roles } from '../../app/state/areas.ts';
import type { Role } from '../../app/state/areas.ts';
import { useStrings } from '../../app/strings/strings.ts';
import { Button } from '../../app/ui/button.tsx';
import { Page } from '../../app/ui/layout.tsx';
import { endTour } from '../tour/tour.ts';

/** What somebody came for: it decides what the rail shows and where the window opens, and nothing else. */
export function RoleQuestion() {
  const t = useStrings();
  const first = useRef<HTMLUListElement>(null);
  // Who came here by keyboard goes on by keyboard.
  useEffect(() => first.current?.querySelector('button')?.focus(), []);
  const choose = (role: Role): void => {
    chooseRole(role);
    endTour();
    goTo(homePath(roles[role]));
  };
  return (
    <Page title={t('practice:roles.title')} lead={t('practice:roles.lead')} actions={<Button tone="quiet" onClick={endTour}>{t('practice:roles.practise')}</Button>}>
      <ul ref={first} className="roles">
        {roleNames.map((role) => (
          <li key={role}>
            <button type="button" className="role" onClick={() => choose(role)}>
              <strong className="role__name">{t(`practice:roles.name.${role}`)}</strong>
              <span className="t-soft">{t(`practice:roles.text.${role}`)}</span>
            </button>
          </li>
        ))}
      </ul>
    </Page>
  );
}
