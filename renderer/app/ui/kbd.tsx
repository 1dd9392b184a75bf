import { formatKey } from '../../commands/keys.ts';
import './kbd.css';

/** A key or chord of the command table (`Mod+K`), as it is named on this machine. */
export function Kbd({ chord }: { chord: string }) {
  return (
    <span className="t-kbd-chord">
      {formatKey(chord).map((part) => (
        <kbd key={part} className="t-kbd">
          {part}
        </kbd>
      ))}
    </span>
  );
}
