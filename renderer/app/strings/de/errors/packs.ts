import type { errorsPacks as source } from '../../en/errors/packs.ts';
import type { Translation } from '../../keys.ts';

export const errorsPacks = {
  NOT_A_PACK: {
    sentence: 'Diese Datei ist kein Paket.',
    safe: 'Nichts wurde übernommen. Ein Paket ist eine Zip-Datei mit einem Manifest, wie eine Leitung sie veröffentlicht.',
  },
  PACK_MISSING: {
    sentence: 'Die Bilder und Texte dieses Projekts sind nicht auf diesem Datenträger.',
    safe: 'Ihre Plätze bleiben erhalten. Das Paket lässt sich erneut holen.',
  },
  PACK_BROKEN: {
    sentence: 'Die Dateien des Projekts sind nicht die, die das Projekt nennt.',
    safe: 'Sie wurden nicht verwendet. Ihre Labels bleiben erhalten; das Paket lässt sich erneut holen.',
  },
  PACK_ALTERED: {
    sentence: 'Das Paket wurde unterwegs verändert.',
    safe: 'Was abweicht, wurde nicht behalten. Holen Sie das Paket von einem anderen Ort.',
  },
  PACK_BUDGET: {
    sentence: 'Das Paket passt nicht in den Platz, den Pakete belegen dürfen.',
    safe: 'Nichts wurde entfernt. Erhöhen Sie in den Einstellungen den Platz, oder entfernen Sie ein Paket, das nicht gebraucht wird.',
  },
  BAD_PACK_URI: {
    sentence: 'Das ist kein Ort, von dem sich ein Paket holen lässt.',
    safe: 'Dort wurde nichts abgefragt.',
  },
  SOURCE_GONE: {
    sentence: 'Der Ordner oder Stick ist nicht mehr da.',
    safe: 'Was gekommen ist, bleibt, und von dort geht es weiter.',
  },
  SOURCE_LACKS_FILE: {
    sentence: 'Dem Ort fehlt eine Datei des Pakets.',
    safe: 'Was gekommen ist, bleibt. Fragen Sie die Leitung, oder holen Sie das Paket von einem anderen Ort.',
  },
  SOURCE_TOO_LARGE: {
    sentence: 'Der Ort sendet mehr, als das Paket hat.',
    safe: 'Es wurde abgebrochen. Was richtig war, bleibt; holen Sie den Rest von einem anderen Ort.',
  },
  SOURCE_BROKEN: {
    sentence: 'Das ist kein Archiv, das sich lesen lässt.',
    safe: 'Nichts davon wurde behalten.',
  },
  GOLD_SHORT: {
    sentence: 'Ein Stapel hat zu wenige bekannte Antworten.',
    safe: 'Nichts wurde signiert und nichts gesendet.',
  },
  GOLD_MISSING: {
    sentence: 'Die bekannten Antworten sind nicht auf diesem Rechner.',
    safe: 'Nichts wurde gesendet. Das Profil, das das Paket erstellt hat, bewahrt sie auf.',
  },
  BAD_GOLD_ANSWER: {
    sentence: 'Eine bekannte Antwort ist keine mögliche Antwort.',
    safe: 'Nichts wurde signiert und nichts gesendet.',
  },
  PACK_NOT_KEPT: {
    sentence: 'Das Paket ließ sich nicht schreiben.',
    safe: 'Die gewählten Dateien sind unberührt. Prüfen Sie, ob der Datenträger Platz hat.',
  },
  ASSET_MISSING: {
    sentence: 'Die Datei dieses Elements ist nicht auf diesem Datenträger.',
    safe: 'Ihre Labels bleiben erhalten. Fahren Sie mit den anderen Elementen fort.',
  },
  ASSET_UNAVAILABLE: {
    sentence: 'Die Datei dieses Elements ist derzeit nicht zu bekommen.',
    safe: 'Ihre Labels bleiben erhalten. Fahren Sie mit den anderen Elementen fort.',
  },
  ASSET_ALTERED: {
    sentence: 'Die Datei dieses Elements ist nicht die, die das Projekt nennt.',
    safe: 'Sie wurde nicht angezeigt. Ihre Labels bleiben erhalten; holen Sie das Paket erneut.',
  },
  IMAGE_UNREADABLE: {
    sentence: 'Diese Datei ist kein lesbares Bild.',
    safe: 'Die anderen Dateien wurden aufgenommen.',
  },
  TEXT_UNREADABLE: {
    sentence: 'Diese Datei ist kein lesbarer Text.',
    safe: 'Die anderen Dateien wurden aufgenommen.',
  },
  NO_ITEMS: {
    sentence: 'Keine dieser Dateien lässt sich verwenden.',
    safe: 'Sie sind unberührt. Unten steht, was ihnen fehlt.',
  },
  SCHEMA_INVALID: {
    sentence: 'Das Schema des Projekts lässt sich nicht verwenden.',
    safe: 'Nichts wurde eröffnet. Unten steht, was zu ändern ist.',
  },
  FILE_TOO_LARGE: {
    sentence: 'Diese Datei ist zu groß.',
    safe: 'Sie wurde nicht aufgenommen, die anderen schon.',
  },
  ASSET_NOT_SERVED: {
    sentence: 'Die Datei ließ sich nicht an das Fenster liefern.',
    safe: 'Ihre Labels bleiben erhalten. Fahren Sie mit den anderen Elementen fort.',
  },
  BAD_PATH: {
    sentence: 'Der Name dieser Datei lässt sich nicht übernehmen.',
    safe: 'Die anderen Dateien sind davon nicht betroffen. Benennen Sie die Datei oder ihren Ordner um.',
  },
  BAD_STAGING: {
    sentence: 'Für die gesendeten Dateien gibt es keinen Ort mehr.',
    safe: 'Nichts davon wurde behalten. Wählen Sie sie erneut.',
  },
  CHUNK_TOO_LARGE: {
    sentence: 'Ein Stück einer Datei ist zu groß.',
    safe: 'Nichts davon wurde behalten. Senden Sie die Datei erneut.',
  },
  EXPORT_MISSING: {
    sentence: 'Diese Datei eines Exports gibt es nicht.',
    safe: 'Nichts wurde geändert. Exportieren Sie das Projekt erneut.',
  },
  MANIFEST_INVALID: {
    sentence: 'Das Paket lässt sich nicht beschreiben.',
    safe: 'Nichts wurde erstellt. Ändern Sie das genannte Feld und versuchen Sie es erneut.',
  },
  MANIFEST_ROOT: {
    sentence: 'Dieses Paket ist nicht das des Projekts.',
    safe: 'Nichts wurde daraus übernommen.',
  },
  FORMAT_UNFIT: {
    sentence: 'Dieses Format hat keinen Platz für das, wonach das Projekt fragt.',
    safe: 'Wählen Sie ein anderes Format.',
  },
  NOTHING_SETTLED: {
    sentence: 'Noch ist kein Element des Projekts abgerechnet.',
    safe: 'Exportieren Sie erneut, wenn ein Stapel abgerechnet ist.',
  },
  SAMPLE_BROKEN: {
    sentence: 'Das Beispiel lässt sich nicht lesen.',
    safe: 'Ihre eigenen Projekte sind unberührt.',
  },
  SAMPLE_MISSING: {
    sentence: 'Das Beispiel ist nicht auf diesem Rechner.',
    safe: 'Ihre eigenen Projekte sind unberührt.',
  },
  INGEST_RUNNING: {
    sentence: 'Ein Paket dieses Namens wird schon erstellt.',
    safe: 'Dieses läuft weiter.',
  },
  INGEST_STOPPED: {
    sentence: 'Das Erstellen des Pakets wurde angehalten.',
    safe: 'Es gibt noch kein Paket. Beginnen Sie erneut: Was aufgenommen war, wird nicht noch einmal gelesen.',
  },
  NOTHING_NEW: {
    sentence: 'Frühere Pakete enthalten schon alle Dateien.',
    safe: 'Nichts wurde erstellt.',
  },
  STAGING_EMPTY: {
    sentence: 'Keine Datei ist angekommen.',
    safe: 'Nichts wurde erstellt. Wählen Sie die Dateien erneut.',
  },
  STAGING_FAILED: {
    sentence: 'Die Datei ließ sich nicht behalten.',
    safe: 'Prüfen Sie, ob der Datenträger Platz hat, und versuchen Sie es erneut.',
  },
  STAGING_GAP: {
    sentence: 'Ein Stück der Datei fehlt.',
    safe: 'Senden Sie die Datei von Anfang an erneut.',
  },
  COCO_INVALID: {
    sentence: 'Dies ist keine COCO-Datei.',
    safe: 'Aus ihr wurde nichts übernommen, aus den anderen Dateien schon.',
  },
  BAD_FILE: {
    sentence: 'Die Datei ist nicht als das zu lesen, was sie sein soll.',
    safe: 'Aus ihr wurde nichts übernommen.',
  },
  BAD_GATEWAY: {
    sentence: 'Das ist keine Adresse eines Gateways.',
    safe: 'Das Gateway ist, wie es war.',
  },
  BAD_REDIRECT: {
    sentence: 'Der Ort führt weiter zu etwas, das keine Webadresse ist.',
    safe: 'Von dort wurde nichts geholt. Was da ist, bleibt.',
  },
  FETCH_FAILED: {
    sentence: 'Das Paket konnte nicht geholt werden.',
    safe: 'Was da ist, bleibt; von dort geht es weiter.',
  },
  NOTHING_READ: {
    sentence: 'Darin war nichts zu lesen.',
    safe: 'Es wurde nichts geschrieben.',
  },
  NO_PERMIT: {
    sentence: 'Der Token nimmt keine signierte Erlaubnis an; dieser eine Schritt braucht eine eigene Transaktion.',
    safe: 'Es wurde nichts gesendet.',
  },
  OUT_FAILED: {
    sentence: 'Die Datei oder der Ordner konnte nicht geschrieben werden.',
    safe: 'Was vorher da war, ist unverändert.',
  },
  CONVERT_STOPPED: {
    sentence: 'Die Umwandlung wurde abgebrochen.',
    safe: 'Es ist nichts davon zurückgeblieben.',
  },
  OUT_NOT_EMPTY: {
    sentence: 'Dort ist schon etwas.',
    safe: 'Dort wurde nichts angetastet.',
  },
  PORT_IN_USE: {
    sentence: 'Der Port ist belegt.',
    safe: 'Es wurde nichts gestartet.',
  },
  RELAY_DIR: {
    sentence: 'Der Ordner des Relays ist nicht zu gebrauchen.',
    safe: 'Es wurde nichts gestartet.',
  },
  RELAY_IN_USE: {
    sentence: 'Ein anderes Relay benutzt diesen Ordner.',
    safe: 'Es wurde nichts gestartet.',
  },
  SOURCE_BROKE_OFF: {
    sentence: 'Der Ort hat beim Senden abgebrochen.',
    safe: 'Was da ist, bleibt; von dort geht es weiter.',
  },
  SOURCE_REFUSES: {
    sentence: 'Der Ort gibt das Paket nicht her.',
    safe: 'Was da ist, bleibt. Fragen Sie die Projektleitung, oder holen Sie das Paket anderswo.',
  },
  SOURCE_SILENT: {
    sentence: 'Der Ort antwortet nicht.',
    safe: 'Was da ist, bleibt; es wird wieder versucht.',
  },
  SOURCE_TOO_SLOW: {
    sentence: 'Der Ort sendet zu langsam.',
    safe: 'Was da ist, bleibt; es wird wieder versucht.',
  },
  SOURCE_UNREACHABLE: {
    sentence: 'Der Ort ist nicht zu erreichen.',
    safe: 'Was da ist, bleibt; es wird wieder versucht.',
  },
  TARGET_EXISTS: {
    sentence: 'Etwas mit diesem Namen ist schon da.',
    safe: 'Dort wurde nichts angetastet.',
  },
  TOO_MANY_REDIRECTS: {
    sentence: 'Der Ort führt ohne Ende von einer Adresse zur nächsten.',
    safe: 'Von dort wurde nichts geholt.',
  },
  UNKNOWN_FETCH: {
    sentence: 'Dieses Paket ist nicht unterwegs.',
    safe: 'Es wurde nichts geändert.',
  },
} as const satisfies Translation<typeof source>;
