import type { errorsHost as source } from '../../en/errors/host.ts';
import type { Translation } from '../../keys.ts';

export const errorsHost = {
  HOST_UNREACHABLE: {
    sentence: 'Das Fenster hat seinen Host verloren.',
    safe: 'Was als gespeichert angezeigt wird, ist gespeichert. Wurde Tessera im Terminal beendet, starten Sie es neu.',
  },
  NOT_CONNECTED: {
    sentence: 'Das Fenster hat seinen Host verloren.',
    safe: 'Was als gespeichert angezeigt wird, ist gespeichert. Wurde Tessera im Terminal beendet, starten Sie es neu.',
  },
  TOO_MANY_REQUESTS: {
    sentence: 'Es warten schon zu viele Anfragen.',
    safe: 'Nichts wurde hinzugefügt. Beantworten Sie zuerst die in der Wallet.',
  },
  SERVICE_UNAVAILABLE: {
    sentence: 'Ein Teil des Hosts ist nicht gestartet.',
    safe: 'Labels, die als gespeichert angezeigt werden, sind auf diesem Datenträger.',
  },
  PROFILE_IN_USE: {
    sentence: 'Dieses Profil ist in einem anderen Tessera offen.',
    safe: 'Nichts wurde geändert. Verwenden Sie das andere Fenster oder starten Sie mit einem anderen Profil.',
  },
  BAD_ARGUMENTS: {
    sentence: 'Ein Wert wurde nicht verstanden.',
    safe: 'Nichts wurde geändert.',
  },
  BAD_ADDRESS: {
    sentence: 'Das ist keine Adresse.',
    safe: 'Nichts wurde gesendet. Eine Adresse ist 0x und 40 hexadezimale Ziffern.',
  },
  INTERNAL: {
    sentence: 'Der Host ist über einen eigenen Fehler gestolpert.',
    safe: 'Labels, die als gespeichert angezeigt werden, sind auf diesem Datenträger.',
  },
  VIEW_FAULT: {
    sentence: 'Diese Ansicht ist über einen eigenen Fehler gestolpert.',
    safe: 'Der Rest des Fensters funktioniert, und was als gespeichert angezeigt wird, ist gespeichert.',
  },
  BAD_CALL: {
    sentence: 'Das Fenster hat den Host um etwas gebeten, das er nicht versteht.',
    safe: 'Nichts wurde geändert.',
  },
  HOST_ANSWER_INVALID: {
    sentence: 'Die Antwort des Hosts wurde nicht verstanden.',
    safe: 'Schließen Sie Tessera, starten Sie es neu und laden Sie das Fenster neu.',
  },
  HOST_REFUSED: {
    sentence: 'Der Host hat dieses Fenster nicht eingelassen.',
    safe: 'Öffnen Sie die Adresse, die Tessera beim Start ausgegeben hat.',
  },
  HOST_TIMEOUT: {
    sentence: 'Der Host hat nicht rechtzeitig geantwortet.',
    safe: 'Sehen Sie nach, ob es geschehen ist, bevor Sie es erneut versuchen.',
  },
  SENDER_REFUSED: {
    sentence: 'Der Host hat diese Anfrage von diesem Fenster nicht angenommen.',
    safe: 'Nichts wurde geändert.',
  },
  UNKNOWN_METHOD: {
    sentence: 'Der Host kennt diese Anfrage nicht.',
    safe: 'Nichts wurde geändert. Fenster und Host haben verschiedene Versionen: Starten Sie Tessera neu.',
  },
  QUALITY_FAILED: {
    sentence: 'Die Zahlen konnten nicht berechnet werden.',
    safe: 'Nichts wurde geändert: Sie lassen sich jederzeit neu aus dem Index gewinnen. Laden Sie das Fenster neu.',
  },
  REVIEW_FILE_INVALID: {
    sentence: 'Das ist keine Datei mit Prüfungen.',
    safe: 'Nichts wurde übernommen. Wählen Sie eine Datei aus „Meine Prüfungen speichern“.',
  },
  REVIEW_FILE_ELSEWHERE: {
    sentence: 'Diese Prüfungen sind aus einem anderen Netz.',
    safe: 'Nichts wurde übernommen. Wählen Sie zuerst in den Einstellungen das Netz der Datei.',
  },
  WRONG_ACCOUNT: {
    sentence: 'Das gehört einem anderen Konto.',
    safe: 'Nichts wurde signiert. Wählen Sie das Konto in der Wallet.',
  },
  PASSPORT_INVALID: {
    sentence: 'Ein Wert im Pass folgt nicht aus seinen Ereignissen.',
    safe: 'Nichts wurde signiert. Lassen Sie das Fenster die Chain noch einmal lesen und versuchen Sie es erneut.',
  },
} as const satisfies Translation<typeof source>;
