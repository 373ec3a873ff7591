package serai.browser;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import serai.access.Account;
import serai.access.Proof;
import serai.access.Sessions;
import serai.access.Users;
import serai.ledger.Database;
import serai.ledger.Ledgers;

/** What the gateway of the outage finds when it starts: its configuration and people who are signed in. */
final class Before {
    private Before() {}

    /** Before the gateway runs, because the embedded ledger has one writer. */
    static Map<Staff, String> signEverybodyIn(Path folder, Path data) throws IOException {
        Files.createDirectories(data);
        Map<Staff, String> cookies = new EnumMap<>(Staff.class);
        Clock clock = Clock.systemUTC();
        Users users = Users.load(
                folder.resolve("config/users.yaml"), folder, Map.of("TOTP_OF_TOM", Staff.TOTP.reveal()), clock);
        try (Database ledger = Ledgers.embedded(data.resolve("ledger.db"))) {
            Sessions sessions = new Sessions(ledger, users, Sessions.Limits.USUAL);
            for (Staff who : Staff.values()) {
                if (who == Staff.SUE) {
                    continue;
                }
                Account account = users.find(who.id()).orElseThrow().account();
                cookies.put(who, sessions.open(account, "127.0.0.1", Proof.PASSWORD, clock.instant()));
            }
        }
        return cookies;
    }

    /** Puts a file of this package's resources there, with each {@code @name@} replaced. */
    static void write(Path config, String name, Map<String, String> values) throws IOException {
        try (var resource = Before.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IllegalStateException("serai/browser/" + name + " is not on the class path");
            }
            String text = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
            for (var value : values.entrySet()) {
                text = text.replace("@" + value.getKey() + "@", value.getValue());
            }
            Files.writeString(config.resolve(name), text);
        }
    }
}
