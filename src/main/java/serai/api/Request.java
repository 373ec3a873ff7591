package serai.api;

import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import serai.access.Account;
import serai.access.Person;
import serai.access.Role;
import serai.http.Problem;
import serai.http.ProblemException;

/** A call whose caller is known: who, and what the address says. The body comes separately. */
final class Request {
    private final RoutingContext context;
    private final Account caller;
    private final String source;
    private final boolean bySession;

    /** @param bySession whether a browser sends it that is signed in to the console, and no program with a token */
    Request(RoutingContext context, Account caller, String source, boolean bySession) {
        this.context = context;
        this.caller = caller;
        this.source = source;
        this.bySession = bySession;
    }

    /**
     * Whether personal data is kept from the caller: from viewers, and from whoever came by a session of the console, where
     * it is shown to those only who say why.
     */
    boolean masked() {
        return bySession || caller.role() == Role.VIEWER;
    }

    Person person() {
        return caller.person(source);
    }

    /** A part of the path. */
    String path(String name) {
        String value = context.pathParam(name);
        return value == null ? "" : value;
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(context.request().getHeader(name));
    }

    /** Sets a header of the answer. */
    void answer(String name, String value) {
        context.response().putHeader(name, value);
    }

    /** What stands after the question mark. @throws ProblemException if it has a parameter that is not one of these */
    Parameters parameters(String... known) {
        Set<String> names = Set.of(known);
        MultiMap given;
        try {
            given = context.queryParams();
        } catch (HttpException e) {
            throw new ProblemException(Problem.Kind.INVALID_REQUEST.because(
                    "the text after the question mark has a % that is not followed by two hexadecimal digits"));
        }
        for (Map.Entry<String, String> parameter : given) {
            if (!names.contains(parameter.getKey())) {
                throw new ProblemException(Problem.Kind.INVALID_REQUEST.because("there is no parameter "
                        + shortened(parameter.getKey()) + " here; known are " + String.join(", ", known)));
            }
        }
        return new Parameters(given);
    }

    private static String shortened(String name) {
        return name.length() <= 40 ? name : name.substring(0, 40) + "…";
    }
}
