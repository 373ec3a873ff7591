package serai.intake;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;

/**
 * An authentic message that was not recorded, as its dead letter keeps it.
 *
 * @param kind as in the journal
 * @param body the text; base64 when {@code base64} is set because the bytes are not UTF-8
 * @param speaker the shop that sent it, as it calls itself; empty where it did not say
 */
public record RawMessage(String kind, String body, boolean base64, String speaker) {
    /** Earlier versions kept no speaker. */
    public RawMessage {
        speaker = Objects.requireNonNullElse(speaker, "");
    }

    /** One whose sender did not say who it is. */
    public RawMessage(String kind, String body, boolean base64) {
        this(kind, body, base64, "");
    }

    /** Keeps the bytes as text where they are text. */
    public static RawMessage of(String kind, byte[] body, String speaker) {
        try {
            return new RawMessage(
                    kind,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(body))
                            .toString(),
                    false,
                    speaker);
        } catch (CharacterCodingException e) {
            return new RawMessage(kind, Base64.getEncoder().encodeToString(body), true, speaker);
        }
    }

    /** The bytes as they came, or as a person edited them. */
    public byte[] bytes() {
        return base64 ? Base64.getDecoder().decode(body) : body.getBytes(StandardCharsets.UTF_8);
    }
}
