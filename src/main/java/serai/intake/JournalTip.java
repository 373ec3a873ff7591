package serai.intake;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small file beside the journal that says how far the journal had come and how far the ledger had, at the last moment of
 * the process. Written in place after each commit and before anybody is answered, without fsync: it costs no disk.
 *
 * <p>What it proves: a process that dies leaves what it had written here, so if the journal then ends before the tip,
 * entries that were acknowledged are gone. What it does not: after a power cut it may be older than the journal, and then
 * it proves nothing; it is never newer than what was on disk, so it gives no false alarm. One that cannot be read, or is not
 * there, says nothing.
 */
final class JournalTip implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JournalTip.class);
    private static final int SLOT = 256;
    private static final String VERSION = "1";

    /** What a slot says. */
    enum Slot {
        /** The last entry that was acknowledged. */
        TAIL,
        /** The last entry that the ledger held. */
        RECORDED
    }

    /**
     * What is said of one entry.
     *
     * @param journal the journal's id
     * @param at when the entry came, or was recorded
     */
    record Word(String journal, Journal.Mark mark, Instant at) {}

    private final FileChannel channel;
    private boolean told;

    private JournalTip(FileChannel channel) {
        this.channel = channel;
    }

    /** The file beside that journal; made if it is not there. @throws IOException if it cannot be */
    static JournalTip beside(Path journal) throws IOException {
        String name = journal.getFileName().toString().replaceFirst("\\.db$", "") + ".tip";
        FileChannel channel = FileChannel.open(
                journal.toAbsolutePath().resolveSibling(name),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        return new JournalTip(channel);
    }

    /** What was written there; empty where nothing was, or nothing that can be relied on. */
    Optional<Word> read(Slot slot) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(SLOT);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, (long) slot.ordinal() * SLOT + bytes.position()) < 0) {
                return Optional.empty();
            }
        }
        String text = new String(bytes.array(), StandardCharsets.UTF_8).strip();
        int end = text.lastIndexOf(' ');
        if (end < 0 || !text.substring(end + 1).equals(sum(text.substring(0, end)))) {
            return Optional.empty();
        }
        List<String> parts = List.of(text.substring(0, end).split(" ", -1));
        if (parts.size() != 5 || !parts.getFirst().equals(VERSION)) {
            return Optional.empty();
        }
        return Optional.of(new Word(
                parts.get(1),
                new Journal.Mark(Long.parseLong(parts.get(2)), parts.get(3)),
                Instant.ofEpochMilli(Long.parseLong(parts.get(4)))));
    }

    /** Writes it; one that cannot be written is missed at the next start only, so that is said and nothing more. */
    synchronized void write(Slot slot, Word word) {
        String text = String.join(
                " ",
                VERSION,
                word.journal(),
                Long.toString(word.mark().seq()),
                word.mark().hash(),
                Long.toString(word.at().toEpochMilli()));
        byte[] bytes = (text + " " + sum(text)).getBytes(StandardCharsets.UTF_8);
        ByteBuffer padded = ByteBuffer.allocate(SLOT);
        padded.put(bytes);
        while (padded.hasRemaining()) {
            padded.put((byte) ' ');
        }
        padded.flip();
        try {
            long place = (long) slot.ordinal() * SLOT;
            while (padded.hasRemaining()) {
                channel.write(padded, place + padded.position());
            }
            told = false;
        } catch (IOException e) {
            if (!told) {
                LOG.warn("the journal's tip cannot be written: {}", e.getMessage());
                told = true;
            }
        }
    }

    private static String sum(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(crc.getValue());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
