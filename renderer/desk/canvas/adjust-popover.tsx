import type { RefObject } from 'react';
import { useId } from 'react';
import type { StringKey } from '../../app/strings/keys.ts';
import { useStrings } from '../../app/strings/strings.ts';
import { Button } from '../../app/ui/button.tsx';
import { Checkbox } from '../../app/ui/checkbox.tsx';
import { RangeInput } from '../../app/ui/range-input.tsx';
import { NumberInput } from '../../app/ui/inputs.tsx';
import { Popover } from '../../app/ui/menu.tsx';
import { useStore } from '../session/store.ts';
import type { BoxController } from './box-controller.ts';
import { GRID_PX } from './view-options.ts';

const SLIDERS = [
  { field: 'brightness', label: 'desk:view.brightness', min: 20 },
  { field: 'contrast', label: 'desk:view.contrast', min: 20 },
  { field: 'saturation', label: 'desk:view.saturation', min: 0 },
] as const satisfies readonly { field: string; label: StringKey; min: number }[];

/** How the picture is shown; changes nothing in the labels. */
export function AdjustPopover({ controller, anchor, onClose }: { controller: BoxController; anchor: RefObject<HTMLElement | null>; onClose: () => void }) {
  const t = useStrings();
  const id = useId();
  const options = useStore(controller.store, (view) => view.options);
  return (
    <Popover anchor={anchor} onClose={onClose} className="desk-adjust">
      <h2 className="desk-adjust__title">{t('desk:view.adjust')}</h2>
      {SLIDERS.map(({ field, label, min }) => (
        <div key={field} className="desk-adjust__row">
          <label htmlFor={`${id}-${field}`}>{t(label)}</label>
          <RangeInput
            id={`${id}-${field}`}
            min={min}
            max={field === 'saturation' ? 200 : 250}
            step={5}
            value={options[field]}
            onChange={(value) => controller.setOptions({ [field]: value })}
          />
          <output className="t-number">{options[field]} %</output>
        </div>
      ))}
      <Checkbox label={t('desk:view.names')} isChecked={options.hasNames} onChange={(hasNames) => controller.setOptions({ hasNames })} />
      <Checkbox label={t('desk:view.crosshair')} isChecked={options.hasCrosshair} onChange={(hasCrosshair) => controller.setOptions({ hasCrosshair })} />
      <Checkbox label={t('desk:view.minimap')} isChecked={options.hasMinimap} onChange={(hasMinimap) => controller.setOptions({ hasMinimap })} />
      <div className="desk-adjust__grid">
        <Checkbox label={t('desk:view.grid')} isChecked={options.hasGrid} onChange={(hasGrid) => controller.setOptions({ hasGrid })} />
        <NumberInput
          value={options.gridPx}
          unit="px"
          min={GRID_PX.min}
          max={GRID_PX.max}
          aria-label={t('desk:view.gridSize')}
          disabled={!options.hasGrid}
          onChange={(gridPx) => {
            if (gridPx !== null && gridPx >= GRID_PX.min && gridPx <= GRID_PX.max) controller.setOptions({ gridPx: Math.round(gridPx) });
          }}
        />
      </div>
      <Checkbox label={t('desk:view.keep')} isChecked={options.isViewKept} onChange={(isViewKept) => controller.setOptions({ isViewKept })} />
      <Button size="s" onClick={() => controller.setOptions({ brightness: 100, contrast: 100, saturation: 100 })}>
        {t('desk:view.reset')}
      </Button>
    </Popover>
  );
}
