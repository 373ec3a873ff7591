package serai;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import serai.access.Account;
import serai.access.OneTimeCodes;
import serai.access.PasswordHash;
import serai.access.PasswordRule;
import serai.access.Role;
import serai.access.User;
import serai.access.Users;
import serai.access.UsersText;
import serai.base.Scope;
import serai.base.Secret;
import serai.base.StoreId;

/** {@code ./serai user}: who may sign in to the console. A running gateway takes up what changes within seconds. */
@Command(
        name = "user",
        description = "Says who may sign in to the console; changes config/users.yaml.",
        mixinStandardHelpOptions = true,
        versionProvider = Serai.Version.class)
final class UserCommand extends CommandGroup {
    /** Set by the launcher when somebody sits at a terminal; Java tells it reliably from version 22 on only. */
    static final String TERMINAL = "serai.terminal";

    private final BufferedReader input;

    @Option(
            names = "--config",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Folder of users.yaml. Default: config/ beside ./serai.")
    private Optional<Path> config = Optional.empty();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Folder in which secrets of second factors are kept. Default: what serai.data-dir says.")
    private Optional<Path> data = Optional.empty();

    /** @param input where a password comes from when nobody sits at a terminal */
    UserCommand(InputStream input) {
        super("add, password, disable, enable or list");
        this.input = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Adds somebody; asks for the password, or reads it from the standard input.")
    int add(
            @Parameters(paramLabel = "NAME", description = "1 to 60 of a-z, 0-9, dot, dash and underscore.")
                    String name,
            @Option(names = "--role", required = true, description = "viewer, support or admin.") String role,
            @Option(names = "--store", paramLabel = "STORE", description = "Only this store; may be repeated.")
                    @Nullable
                    List<String> stores,
            @Option(names = "--totp", description = "With a second factor: prints its secret, once.") boolean totp,
            @Option(
                            names = "--oidc",
                            paramLabel = "ID",
                            description = "Signs in by the issuer, as this e-mail address or subject; no password.")
                    Optional<String> oidc)
            throws IOException {
        Account account = account(name, role, stores == null ? List.of() : stores);
        if (oidc.isPresent() && totp) {
            throw wrong("--totp goes with a password; with --oidc the issuer sees to a second factor.");
        }
        // Whatever is wrong with the name or the file is told before anybody types a password.
        changed(text -> text.add(new UsersText.Newcomer(account, Optional.empty(), Optional.empty(), oidc)));
        Optional<PasswordHash> password = oidc.isPresent() ? Optional.empty() : Optional.of(asked(name));
        Optional<Path> secretFile = totp ? Optional.of(secretFile(name)) : Optional.empty();
        UsersText text = changed(
                before -> before.add(new UsersText.Newcomer(account, password, secretFile.map(Path::toString), oidc)));
        if (secretFile.isPresent()) {
            secondFactor(name, secretFile.get());
        }
        save(text);
        say(name + " may sign in as " + account.role().id() + ".");
        return 0;
    }

    @Command(name = "password", mixinStandardHelpOptions = true, description = "Sets another password and signs out.")
    int password(@Parameters(paramLabel = "NAME") String name) throws IOException {
        if (!text().has(name)) {
            throw new SettingsException("There is no account " + name + ".");
        }
        PasswordHash hash = asked(name);
        save(changed(text -> text.password(name, hash)));
        say(name + " has another password; sessions of the old one end.");
        return 0;
    }

    @Command(name = "disable", mixinStandardHelpOptions = true, description = "Signs somebody out and keeps them out.")
    int disable(@Parameters(paramLabel = "NAME") String name) throws IOException {
        save(changed(text -> text.enabled(name, false)));
        say(name + " is disabled.");
        return 0;
    }

    @Command(name = "enable", mixinStandardHelpOptions = true, description = "Lets somebody in again.")
    int enable(@Parameters(paramLabel = "NAME") String name) throws IOException {
        save(changed(text -> text.enabled(name, true)));
        say(name + " is enabled.");
        return 0;
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Shows who may sign in, and as what.")
    int list() throws IOException {
        List<User> users;
        try {
            users = Users.parse("users.yaml", text().text(), System.getenv(), folder());
        } catch (IllegalArgumentException e) {
            throw new SettingsException(e.getMessage() + ".", e);
        }
        for (User user : users) {
            say(String.format(
                    "%-20s %-8s %-9s %-24s %s",
                    user.account().name(),
                    user.account().role().id(),
                    user.enabled() ? "enabled" : "disabled",
                    means(user),
                    user.account()
                            .scope()
                            .stores()
                            .map(ids ->
                                    ids.stream().map(StoreId::value).sorted().collect(Collectors.joining(", ")))
                            .orElse("all stores")));
        }
        if (users.isEmpty()) {
            say("Nobody may sign in. Add somebody: ./serai user add <name> --role admin");
        }
        return 0;
    }

    private static String means(User user) {
        String password = user.password().isEmpty() ? "" : user.totp().isPresent() ? "password and code" : "password";
        String issuer = user.oidc().isPresent() ? "single sign-on" : "";
        return password.isEmpty() || issuer.isEmpty() ? password + issuer : password + ", " + issuer;
    }

    private Account account(String name, String role, List<String> stores) {
        Role known = Role.find(role).orElseThrow(() -> wrong("--role must be viewer, support or admin."));
        if (known == Role.ADMIN && !stores.isEmpty()) {
            throw wrong("An admin acts on every store; leave out --store, or make the role support.");
        }
        try {
            TreeSet<StoreId> ids = stores.stream().map(StoreId::new).collect(Collectors.toCollection(TreeSet::new));
            return new Account(name, known, ids.isEmpty() ? Scope.ALL : Scope.of(ids));
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage() + ".");
        }
    }

    private PasswordHash asked(String name) throws IOException {
        Console console = Boolean.getBoolean(TERMINAL) ? System.console() : null;
        String password = console == null ? nextLine() : typed(console, "Password for " + name + ": ");
        Optional<String> fault = PasswordRule.fault(name, password);
        if (fault.isPresent()) {
            throw wrong("The password is not taken: " + fault.get() + ".");
        }
        if (console != null && !typed(console, "The same again: ").equals(password)) {
            throw wrong("The two passwords differ; nothing was changed.");
        }
        return PasswordHash.make(password);
    }

    private static String typed(Console console, String prompt) {
        char[] typed = console.readPassword("%s", prompt);
        return typed == null ? "" : new String(typed);
    }

    private String nextLine() throws IOException {
        String line = input.readLine();
        return line == null ? "" : line;
    }

    private Path secretFile(String name) {
        SettingsSources sources = new SettingsSources(folder(), System.getenv(), System.getProperties());
        Path folder = data.map(Path::toAbsolutePath)
                .orElseGet(() -> sources.home().resolve(sources.value(SettingKeys.DATA_DIR)));
        return folder.resolve("credentials").resolve("totp-" + name).normalize();
    }

    private void secondFactor(String name, Path file) {
        Secret secret = OneTimeCodes.secret();
        new TokenFile(file).save(secret.reveal());
        say("The second factor's secret, shown only now; bring it into an authenticator app:");
        say("  " + secret.reveal());
        say("  otpauth://totp/Serai:" + name + "?secret=" + secret.reveal() + "&issuer=Serai");
        say("It is kept in " + file + ".");
    }

    private Path file() {
        return folder().resolve("users.yaml");
    }

    private Path folder() {
        Path folder = SettingsSources.configFolder(config);
        if (!Files.isDirectory(folder)) {
            throw new SettingsException("There is no configuration folder " + folder + ".");
        }
        return folder;
    }

    private UsersText text() throws IOException {
        return new UsersText(Files.exists(file()) ? Files.readString(file()) : "");
    }

    private UsersText changed(UnaryOperator<UsersText> change) throws IOException {
        try {
            return change.apply(text());
        } catch (IllegalArgumentException e) {
            throw new SettingsException(sentence(String.valueOf(e.getMessage())), e);
        }
    }

    private void save(UsersText text) {
        new TokenFile(file()).save(text.text());
    }

    private static String sentence(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + (text.contains("\n") ? "" : ".");
    }
}
