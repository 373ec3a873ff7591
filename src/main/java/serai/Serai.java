package serai;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import serai.ledger.DatabaseUnavailable;
import serai.ledger.LedgerRefused;

/**
 * The command line. Exit codes: 0 when all went well, 1 when something failed while running, 2 when the command or the
 * configuration is wrong; then one plain paragraph says what to write instead.
 */
@Command(
        name = "serai",
        description = "A dropshipping integration gateway: orders survive outages and are bought once.",
        mixinStandardHelpOptions = true,
        versionProvider = Serai.Version.class,
        subcommands = StartCommand.class)
public final class Serai implements Runnable {
    private static final String CARRIERS = "jdk.virtualThreadScheduler.parallelism";
    private static final int FAILED = 1;
    private static final int WRONG = 2;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs us
    private CommandSpec spec;

    /** Runs one command and ends the process with its exit code. */
    public static void main(String... args) {
        // A read of SQLite on a disk that hangs keeps the thread below a virtual one. With more of these than there are
        // connections to read on, what tells how things stand still finds one. Before the first virtual thread is made.
        if (System.getProperty(CARRIERS) == null) {
            int carriers = Math.max(32, Runtime.getRuntime().availableProcessors());
            System.setProperty(CARRIERS, Integer.toString(carriers));
        }
        System.exit(commandLine().execute(args));
    }

    /** The commands, for {@link #main} and for tests. */
    static CommandLine commandLine() {
        return commandLine(System.in);
    }

    /** @param input where a password comes from when nobody sits at a terminal */
    static CommandLine commandLine(InputStream input) {
        return new CommandLine(new Serai())
                .addSubcommand(new UserCommand(input))
                .addSubcommand(new NodeCommand())
                .addSubcommand(new JournalCommand())
                .setParameterExceptionHandler(Serai::wrongUsage)
                .setExecutionExceptionHandler((e, command, parsed) -> failed(e, command));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say which command to run.");
    }

    private static int wrongUsage(CommandLine.ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        command.getErr().println(e.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(e, command.getErr());
        command.getErr()
                .println("See: ./serai " + (command.getParent() == null ? "" : command.getCommandName() + " ")
                        + "--help");
        return WRONG;
    }

    private static int failed(Exception e, CommandLine command) {
        if (e instanceof SettingsException || e instanceof LedgerRefused) {
            command.getErr().println(e.getMessage());
            return WRONG;
        }
        if (e instanceof DatabaseUnavailable) {
            // Only the journal: a ledger that is away is waited for.
            command.getErr().println(e.getMessage() + ". Look at the data folder: its disk, its rights, its files.");
            return FAILED;
        }
        command.getErr().println("Serai stopped on an error that it does not know:");
        e.printStackTrace(command.getErr());
        return FAILED;
    }

    /** The version of the build, from {@code version.txt}. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            try (InputStream file = Serai.class.getResourceAsStream("/serai/version.txt")) {
                if (file == null) {
                    throw new IllegalStateException("/serai/version.txt is not on the class path");
                }
                return new String[] {"serai " + new String(file.readAllBytes(), StandardCharsets.UTF_8).strip()};
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
