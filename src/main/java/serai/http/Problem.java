package serai.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;

/**
 * An error as RFC 9457 wants it.
 *
 * @param type stable: {@code urn:serai:problem:} and the kind
 * @param detail what is wrong and what to do, for people
 * @param errors each fault of the body with its JSON pointer; left out when there is none
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(String type, String title, int status, String detail, List<Fault> errors) {
    /** The same problem under another status of its kind. */
    Problem status(int other) {
        return new Problem(type, title, other, detail, errors);
    }

    /** One fault of a body. */
    public record Fault(String pointer, String detail) {}

    /** The kinds of problem there are; their names are part of the contract. */
    public enum Kind {
        INVALID_ORDER(400, "The order is not valid"),
        INVALID_REQUEST(400, "The request is not valid"),
        UNAUTHORIZED(401, "Not authenticated"),
        FORBIDDEN(403, "Not allowed"),
        NOT_FOUND(404, "Not found"),
        METHOD_NOT_ALLOWED(405, "Method not allowed"),
        REQUEST_TIMEOUT(408, "The body came too slowly"),
        CONFLICT(409, "Not possible in this state"),
        CONFIRMATION_NEEDED(409, "A person has to confirm this first"),
        PRECONDITION_FAILED(412, "Changed since you looked"),
        BODY_TOO_LARGE(413, "The body is too large"),
        RATE_LIMITED(429, "Too many orders at once"),
        INTERNAL(500, "Something is wrong on our side"),
        UNAVAILABLE(503, "Cannot take this at the moment");

        private final int status;
        private final String title;

        Kind(int status, String title) {
            this.status = status;
            this.title = title;
        }

        public int status() {
            return status;
        }

        /** The problem of that kind. */
        public Problem because(String detail) {
            return because(detail, List.of());
        }

        /** The problem of that kind, fault by fault. */
        public Problem because(String detail, List<Fault> faults) {
            String type = "urn:serai:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
            return new Problem(type, title, status, detail, faults);
        }
    }
}
