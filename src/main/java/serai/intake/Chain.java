package serai.intake;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import serai.base.OrderId;

/**
 * The check that runs through a journal: each entry's hash is made of the hash before it and of all that the entry holds.
 * Two journals that have the same hash at the same number have the same entries up to there, and a changed byte shows.
 * Against damage and mix-ups, not against forgers: whoever can write the file can make the hashes fit.
 */
final class Chain {
    /** Half of SHA-256 in hexadecimal digits: 128 bits, so that nothing fits by chance. */
    private static final int LENGTH = 32;

    private Chain() {}

    /**
     * The hash of an entry.
     *
     * @param before the hash of the entry before it; empty at the beginning, and behind entries of an earlier version
     */
    static String next(String before, Journal.Entry entry) {
        MessageDigest digest = digest();
        add(digest, before);
        number(digest, entry.seq());
        number(digest, entry.receivedAt().toEpochMilli());
        add(digest, entry.store().value());
        add(digest, entry.kind());
        add(digest, entry.order().map(OrderId::value).orElse(""));
        add(digest, entry.storeOrderId());
        add(digest, entry.traceparent());
        add(digest, entry.headers());
        add(digest, entry.body());
        return hex(digest);
    }

    /** What a chain goes on from that lost its end: no other chain goes on from the same. */
    static String restart(String epoch, long seq) {
        MessageDigest digest = digest();
        add(digest, epoch);
        number(digest, seq);
        return hex(digest);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest()).substring(0, LENGTH);
    }

    private static void number(MessageDigest digest, long value) {
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    }

    /** As it is stored: U+0000 becomes its picture there. */
    private static void add(MessageDigest digest, String text) {
        add(digest, text.replace('\u0000', '\u2400').getBytes(StandardCharsets.UTF_8));
    }

    private static void add(MessageDigest digest, byte[] bytes) {
        number(digest, bytes.length);
        digest.update(bytes);
    }
}
