package serai;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.access.Issuer;
import serai.access.Sessions;
import serai.access.SignIn;
import serai.access.Tokens;
import serai.access.Users;
import serai.api.Access;
import serai.base.Secret;
import serai.console.Reception;
import serai.http.Callers;
import serai.ledger.Database;

/** Who gets in: people to the console, people and programs to the API. */
record Entrance(Reception reception, Access access) {
    private static final Logger LOG = LoggerFactory.getLogger(Entrance.class);

    /**
     * As the configuration has it.
     *
     * @param config the folder of {@code tokens.yaml} and {@code users.yaml}
     * @throws IOException if one of them is there and cannot be read
     * @throws IllegalArgumentException if anything in them is wrong; the message says what
     */
    static Entrance of(Settings settings, Path config, Database ledger, Clock clock) throws IOException {
        Tokens tokens = Tokens.load(
                config.resolve("tokens.yaml"), settings.supportToken().map(Secret::reveal));
        Users users = Users.load(config.resolve("users.yaml"), config.toAbsolutePath(), System.getenv(), clock);
        Sessions sessions = new Sessions(ledger, users, settings.console().sessions());
        Callers callers =
                new Callers(settings.http().trustedProxies(), settings.rounds().publicUrl());
        callers.doubt().ifPresent(LOG::warn);
        Reception reception = new Reception(
                users,
                sessions,
                new SignIn(users, sessions, ledger),
                settings.console().issuer().map(client -> new Issuer(client, clock)),
                callers);
        return new Entrance(reception, new Access(tokens, sessions, callers, clock));
    }
}
