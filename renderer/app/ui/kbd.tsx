import { formatKey, keySteps } from '../../commands/keys.ts';
import { useStrings } from '../strings/strings.ts';
import './kbd.css';

/** A key or chord of the command table (`Mod+K`), as it is named on this machine. */
export function Kbd({ chord }: { chord: string }) {
  // Drawn again in another language: keys have other words on them there.
  useStrings();
  return (
    <span className="t-kbd-chord">
      {keySteps(chord).map((step, at) => (
        <span key={`${at} ${step}`} className="t-kbd-step">
          {formatKey(step).map((part) => (
            <kbd key={part} className="t-kbd">
              {part}
            </kbd>
          ))}
        </span>
      ))}
    </span>
  );
}
