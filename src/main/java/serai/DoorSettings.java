package serai;

import serai.base.Json;
import serai.http.Bodies;
import serai.http.Gate;
import serai.intake.FrontDoor;

/**
 * How much the HTTP servers take at once.
 *
 * @param connections who may stay connected
 * @param memory for bodies under way
 * @param bodies how large one may be
 */
record DoorSettings(Gate.Limits connections, Bodies.Limits memory, FrontDoor.BodyLimits bodies) {
    /** @throws SettingsException if one is out of bounds, or they do not fit each other */
    static DoorSettings read(SettingsSources sources) {
        long memory = sources.value(SettingKeys.BODY_MEMORY);
        long order = sources.value(SettingKeys.MAX_BODY);
        long webhook = sources.value(SettingKeys.MAX_WEBHOOK);
        // Half is for webhooks, three eighths for whoever shows a key: the largest body has to fit.
        if (memory / 2 < webhook || memory * 3 / 8 < order) {
            throw new SettingsException("serai.http.body-memory must be twice serai.intake.max-webhook and three times"
                    + " serai.intake.max-body, or more.");
        }
        // What cannot be read is kept as a text of JSON, in base64 at worst.
        if (Math.max(webhook, order) > Json.LONGEST_TEXT / 4 * 3) {
            throw new SettingsException(
                    "serai.intake.max-webhook and serai.intake.max-body must be at most 14MiB: a larger"
                            + " message could not be kept as a dead letter.");
        }
        // The journal keeps a place for it, too.
        long queued = sources.value(SettingKeys.JOURNAL_QUEUE_BYTES);
        if (queued < Math.max(webhook, order)) {
            throw new SettingsException("serai.journal.queue-bytes must be at least serai.intake.max-webhook and"
                    + " serai.intake.max-body.");
        }
        try {
            return new DoorSettings(
                    new Gate.Limits(
                            sources.value(SettingKeys.CONNECTIONS),
                            sources.value(SettingKeys.CONNECTIONS_PER_ADDRESS),
                            sources.value(SettingKeys.HEAD_TIMEOUT),
                            sources.value(SettingKeys.IDLE_TIMEOUT)),
                    new Bodies.Limits(memory, sources.value(SettingKeys.BODY_RATE), Bodies.Limits.USUAL.window()),
                    new FrontDoor.BodyLimits(order, webhook, Bodies.Limits.WHOLE));
        } catch (IllegalArgumentException e) {
            throw new SettingsException("serai.http: " + e.getMessage() + ".", e);
        }
    }
}
