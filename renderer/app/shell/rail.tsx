import type { LucideIcon } from 'lucide-react';
import { ClipboardCheck, Coins, FolderKanban, HelpCircle, Layers, LayoutGrid, RefreshCw, Settings, Wallet } from 'lucide-react';
import { Link, useRoute } from 'wouter';
import { useStrings } from '../strings/strings.ts';
import type { StringKey } from '../strings/keys.ts';
import { Menu } from '../ui/menu.tsx';
import type { Area } from '../state/areas.ts';
import { areas, homePath, toggleArea, useAreas } from '../state/areas.ts';
import { openOverlay } from '../state/overlays.ts';
import type { Path } from '../routes/paths.ts';
import { Logo } from './logo.tsx';
import './rail.css';

interface Place {
  path: Path;
  /** Other routes in which this place is the one that is open. */
  also?: string;
  icon: LucideIcon;
  label: StringKey;
}

const PLACES: Readonly<Record<Area, readonly Place[]>> = {
  annotate: [
    { path: '/work', also: '/desk/*?', icon: LayoutGrid, label: 'app:nav.work' },
    { path: '/sync', icon: RefreshCw, label: 'app:nav.sync' },
    { path: '/earnings', icon: Coins, label: 'app:nav.earnings' },
  ],
  review: [{ path: '/review', icon: ClipboardCheck, label: 'app:nav.review' }],
  lead: [{ path: '/lead', icon: FolderKanban, label: 'app:nav.lead' }],
};

/** The narrow rail at the left: where one can go, and which parts are shown. */
export function Rail() {
  const t = useStrings();
  const shown = useAreas();
  return (
    <nav className="t-rail" aria-label={t('app:nav.label')}>
      <Link href={homePath(shown)} className="t-rail__logo" aria-label={t('app:name')}>
        <Logo />
      </Link>
      <div className="t-rail__places">
        {areas.filter((area) => shown.includes(area)).map((area) => (
          <ul key={area} className="t-rail__area" aria-label={t(`app:area.${area}`)}>
            {PLACES[area].map((place) => (
              <RailLink key={place.path} {...place} />
            ))}
          </ul>
        ))}
      </div>
      <ul className="t-rail__area">
        <RailLink path="/wallet" icon={Wallet} label="app:nav.wallet" />
        <RailLink path="/settings" icon={Settings} label="app:nav.settings" />
      </ul>
      <div className="t-rail__foot">
        <Menu
          label={t('app:area.choose')}
          icon={Layers}
          items={areas.map((area) => ({ id: area, label: t(`app:area.${area}`), isChecked: shown.includes(area), run: () => toggleArea(area) }))}
        />
        <button type="button" className="t-icon-button t-button--quiet" aria-label={t('app:nav.help')} title={t('app:nav.help')} onClick={() => openOverlay('help')}>
          <HelpCircle size={18} aria-hidden="true" />
        </button>
      </div>
    </nav>
  );
}

function RailLink({ path, also, icon: Icon, label }: Place) {
  const t = useStrings();
  const [isHere] = useRoute(`${path}/*?`);
  const [isAlso] = useRoute(also ?? path);
  const isActive = isHere || isAlso;
  return (
    <li>
      <Link href={path} className={isActive ? 't-rail__link t-rail__link--active' : 't-rail__link'} aria-current={isActive ? 'page' : undefined}>
        <Icon size={20} aria-hidden="true" />
        <span>{t(label)}</span>
      </Link>
    </li>
  );
}
