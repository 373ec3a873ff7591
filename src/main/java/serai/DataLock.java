package serai;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Keeps a second process off a data folder; the system lets go of it when the process ends, however it ends. */
record DataLock(FileChannel channel) implements AutoCloseable {
    /** @throws SettingsException if another process has the folder, or it cannot be written */
    static DataLock take(Path folder) {
        try {
            Files.createDirectories(folder);
            FileChannel channel =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (locked(channel) == null) {
                channel.close();
                throw new SettingsException("another Serai runs on the data folder " + folder
                        + "; stop it, or give this one a folder of its own with --data");
            }
            return new DataLock(channel);
        } catch (IOException e) {
            throw new SettingsException("the data folder " + folder + " cannot be written: " + e.getMessage());
        }
    }

    private static @Nullable FileLock locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
