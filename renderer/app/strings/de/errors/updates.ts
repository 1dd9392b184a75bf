import type { errorsUpdates as source } from '../../en/errors/updates.ts';
import type { Translation } from '../../keys.ts';

export const errorsUpdates = {
  UPDATE_ABSENT: {
    sentence: 'Diese Tessera sieht nicht nach Aktualisierungen.',
    safe: 'Nichts wurde geändert. Neue Versionen gibt es dort, woher diese kam.',
  },
  UPDATE_UNREACHABLE: {
    sentence: 'Der Server für Aktualisierungen ist nicht erreichbar.',
    safe: 'Ihre Version arbeitet weiter. Was schon da ist, bleibt und wird fortgesetzt.',
  },
  UPDATE_MISSING: {
    sentence: 'Der Server für Aktualisierungen hat das Gesuchte nicht.',
    safe: 'Nichts wurde geändert. Vielleicht ist eine Version gerade unterwegs: Versuchen Sie es später.',
  },
  UPDATE_ELSEWHERE: {
    sentence: 'Der Server für Aktualisierungen führt an einen Ort, von dem keine kommt.',
    safe: 'Von dort wurde nichts geholt. Vielleicht hilft ein anderes Netz: Die Anmeldeseite eines Hotels tut das.',
  },
  UPDATE_TOO_LARGE: {
    sentence: 'Der Server für Aktualisierungen sendet mehr, als er darf.',
    safe: 'Er wurde unterbrochen, und nichts davon wurde behalten.',
  },
  UPDATE_FEED_BROKEN: {
    sentence: 'Was der Server für Aktualisierungen gesendet hat, ist keine Liste von Versionen.',
    safe: 'Nichts davon wurde verwendet. Versuchen Sie es später oder in einem anderen Netz.',
  },
  UPDATE_NOT_SIGNED: {
    sentence: 'Die Liste der Versionen ist nicht von den Machern von Tessera signiert.',
    safe: 'Nichts davon wurde verwendet. Bleibt das so, sehen Sie auf der Seite des Projekts nach.',
  },
  UPDATE_ROLLED_BACK: {
    sentence: 'Der Server für Aktualisierungen bietet eine ältere Liste an, als dieser Rechner schon gesehen hat.',
    safe: 'Nichts wurde geändert: Jemand will Sie vielleicht auf einer alten Version halten.',
  },
  UPDATE_NO_FILE: {
    sentence: 'Die neue Version hat keine Datei für dieses System.',
    safe: 'Ihre Version arbeitet weiter.',
  },
  UPDATE_DIFFERS: {
    sentence: 'Die Datei ist nicht die, die signiert wurde.',
    safe: 'Sie wurde verworfen, und nichts davon lief. Laden Sie sie noch einmal herunter.',
  },
  UPDATE_STOPPED: {
    sentence: 'Das Herunterladen wurde angehalten.',
    safe: 'Was schon da ist, bleibt; von dort geht es weiter.',
  },
  UPDATE_NOT_READY: {
    sentence: 'Es liegt keine neue Version bereit.',
    safe: 'Nichts wurde geändert. Sehen Sie zuerst nach und laden Sie sie herunter.',
  },
  UPDATE_HELD: {
    sentence: 'Nicht jetzt: Es ist Arbeit unterwegs.',
    safe: 'Nichts wurde geändert. Die heruntergeladene Version bleibt und wird später eingesetzt.',
  },
} as const satisfies Translation<typeof source>;
