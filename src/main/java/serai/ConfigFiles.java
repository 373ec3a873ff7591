package serai;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import serai.access.Tokens;
import serai.access.Users;
import serai.base.Secret;
import serai.order.Listing;
import serai.order.ListingFile;
import serai.store.Stores;

/** The files beside {@code serai.properties}, read once at start. */
record ConfigFiles(Stores stores, List<Listing> listings) {
    /** A file on its way to what it holds. */
    private interface Reading<T> {
        T read() throws IOException;
    }

    /**
     * Reads all of them before it complains, so that one start tells everything that has to be mended.
     *
     * @throws SettingsException with a line for each fault; names file, entry or line, key and the fix, and quotes no secret
     */
    static ConfigFiles read(Settings settings, Path config, Map<String, String> environment) {
        List<String> faults = new ArrayList<>();
        Path stores = config.resolve("stores.yaml");
        Path listings = config.resolve("listings.csv");
        Path tokens = config.resolve("tokens.yaml");
        Path users = config.resolve("users.yaml");
        Stores allStores = attempt(stores, () -> Stores.load(stores, environment), faults);
        List<Listing> allListings = attempt(
                listings, () -> Files.exists(listings) ? ListingFile.read(listings) : List.<Listing>of(), faults);
        attempt(tokens, () -> Tokens.load(tokens, settings.supportToken().map(Secret::reveal)), faults);
        attempt(users, () -> Users.load(users, config.toAbsolutePath(), environment, Clock.systemUTC()), faults);
        if (allStores == null || allListings == null || !faults.isEmpty()) {
            throw new SettingsException("The configuration in " + config + " cannot be used:" + System.lineSeparator()
                    + String.join(System.lineSeparator(), faults));
        }
        return new ConfigFiles(allStores, allListings);
    }

    private static <T> @Nullable T attempt(Path file, Reading<T> reading, List<String> faults) {
        try {
            return reading.read();
        } catch (NoSuchFileException e) {
            faults.add(file.getFileName() + ": there is no such file in " + file.getParent()
                    + "; make it, with [] in it for no store");
        } catch (IOException e) {
            faults.add(file.getFileName() + ": cannot be read: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            faults.add(String.valueOf(e.getMessage()));
        }
        return null;
    }
}
