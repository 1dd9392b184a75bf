import type { errorsStore as source } from '../../en/errors/store.ts';
import type { Translation } from '../../keys.ts';

export const errorsStore = {
  DISK_FULL: {
    sentence: 'Der Datenträger ist voll.',
    safe: 'Was als gespeichert angezeigt wird, ist gespeichert. Schaffen Sie Platz, bevor Sie fortfahren: Die nächste Änderung passt vielleicht nicht mehr.',
  },
  STORAGE_FULL: {
    sentence: 'Der Speicher des Fensters ist voll.',
    safe: 'Was als gespeichert angezeigt wird, ist gespeichert. Schaffen Sie Speicherplatz, bevor Sie fortfahren.',
  },
  STORAGE_FAILED: {
    sentence: 'Die letzte Änderung ließ sich nicht in den Speicher des Fensters schreiben.',
    safe: 'Sie ist noch auf dem Bildschirm. Alles davor ist gespeichert, hier und im Journal.',
  },
  STORE_UNOPENED: {
    sentence: 'Der Browser öffnet den Speicher dieses Fensters nicht.',
    safe: 'Was gespeichert wurde, liegt auch im Journal. Schaffen Sie Speicherplatz, wenn die Festplatte voll ist. Hilft ein neuer Versuch nicht, schließen Sie alle Fenster und starten Sie Tessera neu: Nach einer vollen Festplatte öffnet der Browser seinen Speicher erst dann wieder.',
  },
  NOT_SAVED: {
    sentence: 'Die letzte Änderung ließ sich nicht speichern.',
    safe: 'Sie ist noch auf dem Bildschirm. Alles davor ist gespeichert.',
  },
  STORE_CLOSED: {
    sentence: 'Der Speicher des Fensters wurde geschlossen.',
    safe: 'Alles Gespeicherte ist da. Vielleicht hat ein anderes Fenster übernommen; laden Sie dieses neu.',
  },
  LOCKS_MISSING: {
    sentence: 'Dieser Browser kann nicht verhindern, dass zwei Fenster einander überschreiben.',
    safe: 'Nichts wurde geöffnet. Verwenden Sie ein aktuelles Chromium, Chrome, Edge oder die Desktop-Anwendung.',
  },
  NEWER_VERSION: {
    sentence: 'Diese Daten stammen von einem neueren Tessera.',
    safe: 'Nichts wurde geändert. Aktualisieren Sie Tessera, um sie zu öffnen.',
  },
  JOURNAL_WRITE_FAILED: {
    sentence: 'Das Journal ließ sich nicht schreiben.',
    safe: 'Die Änderung liegt im Speicher des Fensters. Prüfen Sie, ob der Datenträger Platz hat und beschreibbar ist.',
  },
  JOURNAL_BROKEN: {
    sentence: 'Der Datenträger hat den letzten Eintrag ins Journal nicht bestätigt.',
    safe: 'Die Änderung liegt im Speicher des Fensters. Starten Sie Tessera neu, bevor Sie weiter versiegeln.',
  },
  JOURNAL_CLOSED: {
    sentence: 'Tessera wird geschlossen.',
    safe: 'Was als gespeichert angezeigt wird, ist gespeichert.',
  },
  JOURNAL_DAMAGED: {
    sentence: 'Das Journal wurde von außen geändert oder ist beschädigt.',
    safe: 'Die Labels im Speicher des Fensters sind unberührt. Sichern Sie den Ordner des Journals, bevor Sie fortfahren.',
  },
  SEAT_UNKNOWN: {
    sentence: 'Dieser Platz ist auf diesem Rechner nicht bekannt.',
    safe: 'Nichts wurde geändert. Er kann zu einem anderen Konto oder Netzwerk gehören.',
  },
  SIGNED: {
    sentence: 'Dieser Stapel ist signiert und lässt sich nicht mehr ändern.',
    safe: 'Seine Labels bleiben, wie sie signiert wurden.',
  },
  LABELS_CHANGED: {
    sentence: 'Die gespeicherten Labels sind nicht die versiegelten.',
    safe: 'Nichts wurde gesendet. Öffnen Sie das Element, prüfen Sie es und versiegeln Sie es erneut.',
  },
  ITEM_UNKNOWN: {
    sentence: 'Ein solches Element gibt es in diesem Stapel nicht.',
    safe: 'Nichts wurde geändert.',
  },
  LABELS_DAMAGED: {
    sentence: 'Die gespeicherten Labels dieses Elements lassen sich nicht lesen.',
    safe: 'Die anderen Elemente sind unberührt. Das Journal kann dieses wiederherstellen.',
  },
  ENTRY_TOO_LARGE: {
    sentence: 'Die Änderung ist zu groß für das Journal.',
    safe: 'Sie liegt im Speicher des Fensters.',
  },
  ITEM_OPEN: {
    sentence: 'Ein Element dieses Stapels ist nicht versiegelt.',
    safe: 'Nichts wurde signiert. Versiegeln Sie es oder markieren Sie es als nicht entscheidbar.',
  },
  NOT_JSON: {
    sentence: 'Die Änderung enthält etwas, das das Journal nicht aufnehmen kann.',
    safe: 'Sie liegt im Speicher des Fensters.',
  },
  OPENING_MISSING: {
    sentence: 'Die Labels oder der Schlüssel auf diesem Rechner passen nicht zur Festlegung dieses Platzes.',
    safe: 'Nichts wurde gesendet. Stellen Sie aus dem Journal wieder her oder öffnen Sie das Profil, das signiert hat.',
  },
  SEAL_BROKEN: {
    sentence: 'Was auf diesem Datenträger liegt, ist nicht das Versiegelte.',
    safe: 'Nichts wurde gesendet. Öffnen Sie die Elemente dieses Stapels und versiegeln Sie sie erneut.',
  },
  SEAL_FAILED: {
    sentence: 'Das Element ließ sich nicht versiegeln.',
    safe: 'Seine Labels bleiben erhalten.',
  },
  PROFILE_HAS_WORK: {
    sentence: 'Dieses Profil hat eigene Arbeit.',
    safe: 'Nichts wurde geändert. Spielen Sie die Sicherung in ein neues Profil zurück: Starten Sie Tessera mit --profile und einem anderen Namen.',
  },
  NOT_A_BACKUP: {
    sentence: 'Diese Datei ist keine Sicherung von Tessera.',
    safe: 'Nichts wurde geändert.',
  },
  BACKUP_NEWER: {
    sentence: 'Die Sicherung stammt von einem neueren Tessera.',
    safe: 'Nichts wurde geändert. Aktualisieren Sie Tessera, um sie zurückzuspielen.',
  },
  BACKUP_DAMAGED: {
    sentence: 'Die Sicherung wurde verändert oder ist beschädigt.',
    safe: 'Nichts wurde geändert. Eine andere Kopie der Datei ist vielleicht heil.',
  },
  BACKUP_CUT_OFF: {
    sentence: 'Ein Teil der Sicherung fehlt.',
    safe: 'Nichts wurde geändert. Kopieren Sie die Datei noch einmal: Sie endet zu früh.',
  },
  BACKUP_FAILED: {
    sentence: 'Die Sicherung konnte nicht geschrieben werden.',
    safe: 'Ihre Labels sind unberührt.',
  },
  BACKUP_MISSING: {
    sentence: 'Die Sicherung ist nicht mehr da.',
    safe: 'Ihre Labels sind unberührt. Erstellen Sie sie noch einmal.',
  },
  UPLOAD_GAP: {
    sentence: 'Die Datei ist nicht vollständig angekommen.',
    safe: 'Nichts wurde geändert. Versuchen Sie es noch einmal.',
  },
  JOURNAL_SOUND: {
    sentence: 'Das Journal ist benutzbar, wie es ist.',
    safe: 'Nichts wurde geändert.',
  },
} as const satisfies Translation<typeof source>;
