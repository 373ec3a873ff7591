package serai;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that only has commands below it: what it says when none is named, and where their lines go. */
abstract class CommandGroup implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs us
    private CommandSpec spec;

    private final String below;

    /** @param below the names of the commands below this one, as they stand in a sentence */
    CommandGroup(String below) {
        this.below = below;
    }

    @Override
    public final void run() {
        throw wrong("Say what to do: " + below + ".");
    }

    /** Writes a line. */
    final void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    /** The end of a command that was called wrongly. */
    final CommandLine.ParameterException wrong(String message) {
        return new CommandLine.ParameterException(spec.commandLine(), message);
    }
}
