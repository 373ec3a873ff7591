package serai.deadletter;

/**
 * One fault of a payload.
 *
 * @param pointer where, as JSON pointer (RFC 6901); empty for the payload as a whole
 * @param detail what is wrong and what to write instead; quotes no personal data
 */
public record Fault(String pointer, String detail) {}
